// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import java.time.Instant;
import java.util.List;

/**
 * The input of one invocation.
 *
 * @param due the earliest moment at which it is delivered
 * @param copies the copies of events in it, in order
 */
public record Delivery(Instant due, List<Copy> copies) {

    boolean isDue(Instant now) {
        return !due.isAfter(now);
    }

    Delivery without(List<Copy> taken) {
        return new Delivery(
                due, copies.stream().filter(copy -> !taken.contains(copy)).toList());
    }

    /**
     * One copy of an event: the first, or a duplicate.
     *
     * @param event the event's number
     * @param copy the copy's number, 0 for the first
     * @param received the number of its deliveries, this one included
     * @param redriven whether it came back from the dead-letter queue
     */
    public record Copy(int event, int copy, int received, boolean redriven) {

        Copy(int event, int copy, int received) {
            this(event, copy, received, false);
        }

        Copy again() {
            return new Copy(event, copy, received + 1, redriven);
        }

        Copy received(int number) {
            return new Copy(event, copy, number, redriven);
        }
    }
}

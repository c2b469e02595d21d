// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import java.util.List;

/**
 * What one invocation is to get.
 *
 * @param due not before then
 * @param copies in order
 */
record Delivery(Instant due, List<Copy> copies) {

    boolean isDue(Instant now) {
        return !due.isAfter(now);
    }

    Delivery without(List<Copy> taken) {
        return new Delivery(
                due, copies.stream().filter(copy -> !taken.contains(copy)).toList());
    }

    /**
     * One copy of an event on its way: the first, or a duplicate.
     *
     * @param event its number
     * @param copy 0 for the first
     * @param received how often it was delivered, this time included
     */
    record Copy(int event, int copy, int received) {

        Copy again() {
            return new Copy(event, copy, received + 1);
        }
    }
}

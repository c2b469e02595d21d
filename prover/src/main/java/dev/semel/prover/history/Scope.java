// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.Event;
import dev.semel.prover.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The bounds of a proof: what its histories are made of.
 *
 * @param source the event source
 * @param sending the source of the messages that handlers send
 * @param events the events, in the order in which they are sent
 * @param lapses the times that may pass while an attempt is paused, or before a late copy
 * @param killDelay the longest time for which an invocation may outlive its timeout
 * @param duplicates the number of copies of each event besides the first
 * @param concurrency the largest number of invocations that one environment serves at once
 * @param sharedKeys the subjects whose events have one key
 * @param start the moment at which every history begins
 */
public record Scope(
        Source source,
        Source sending,
        List<Event> events,
        List<Duration> lapses,
        Duration killDelay,
        int duplicates,
        int concurrency,
        SharedKeys sharedKeys,
        Instant start) {

    public Scope {
        events = List.copyOf(events);
        lapses = List.copyOf(lapses);
    }

    /** {@return a declared time; behind the last one, a moment after the timeout of an invocation that still lives} */
    Duration lapse(int number) {
        return number < lapses.size()
                ? lapses.get(number)
                : longestTimeout().plus(killDelay).minusMillis(1);
    }

    private Duration longestTimeout() {
        return source.timeout().compareTo(sending.timeout()) < 0 ? sending.timeout() : source.timeout();
    }

    /** {@return the same bounds with one of the events} */
    public Scope alone(int event) {
        return new Scope(
                source,
                sending,
                List.of(events.get(event)),
                lapses,
                killDelay,
                duplicates,
                concurrency,
                SharedKeys.NONE,
                start);
    }
}

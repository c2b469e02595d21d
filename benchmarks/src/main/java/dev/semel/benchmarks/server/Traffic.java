// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * The traffic on the wire, by the kind of operation, such as {@code PutItem}. Immutable.
 *
 * @param kinds the counts of each kind, in the order of their names
 */
public record Traffic(Map<String, Count> kinds) {

    /**
     * The requests of one kind, with their bytes, headers included.
     *
     * @param requests how many
     * @param sent bytes to the server
     * @param received bytes from it
     * @param serverNanos how long the server took, without the delay: the emulator's own speed, all requests together
     */
    public record Count(long requests, long sent, long received, long serverNanos) {

        private static final Count NONE = new Count(0, 0, 0, 0);

        private Count plus(Count other) {
            return new Count(
                    requests + other.requests,
                    sent + other.sent,
                    received + other.received,
                    serverNanos + other.serverNanos);
        }

        private Count minus(Count other) {
            return new Count(
                    requests - other.requests,
                    sent - other.sent,
                    received - other.received,
                    serverNanos - other.serverNanos);
        }
    }

    /** Copies the counts. */
    public Traffic {
        kinds = Map.copyOf(kinds);
    }

    /** {@return nothing} */
    public static Traffic none() {
        return new Traffic(Map.of());
    }

    /** {@return the traffic of one request} */
    static Traffic of(String kind, long sent, long received, long serverNanos) {
        return new Traffic(Map.of(kind, new Count(1, sent, received, serverNanos)));
    }

    /** {@return both together} */
    public Traffic plus(Traffic other) {
        Map<String, Count> sum = new TreeMap<>(kinds);
        other.kinds.forEach((kind, count) -> sum.merge(kind, count, Count::plus));
        return new Traffic(sum);
    }

    /** {@return what came after {@code earlier}, which this goes on from} */
    public Traffic since(Traffic earlier) {
        Map<String, Count> rest = new TreeMap<>();
        kinds.forEach((kind, count) -> {
            Count difference = count.minus(earlier.kinds.getOrDefault(kind, Count.NONE));
            if (difference.requests() > 0) {
                rest.put(kind, difference);
            }
        });
        return new Traffic(rest);
    }

    /** {@return the counts of all kinds together} */
    public Count total() {
        return kinds.values().stream().reduce(Count.NONE, Count::plus);
    }
}

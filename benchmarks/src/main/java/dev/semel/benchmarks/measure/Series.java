// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import dev.semel.benchmarks.contest.Contestant;
import dev.semel.benchmarks.server.Traffic;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All rounds of one contestant.
 *
 * @param contestant who
 * @param readings one for each round, in their order
 */
public record Series(Contestant contestant, List<Reading> readings) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Copies the readings. */
    public Series {
        readings = List.copyOf(readings);
    }

    /** {@return milliseconds of each round} */
    public double[] millis() {
        return values(reading -> reading.nanos() / NANOS_PER_MILLI);
    }

    /** {@return processor time in milliseconds of each round, of the calling thread} */
    public Quartiles processorMillis() {
        return Quartiles.of(values(reading -> reading.processorNanos() / NANOS_PER_MILLI));
    }

    /** {@return how many bytes a round allocated, on the calling thread} */
    public Quartiles allocated() {
        return Quartiles.of(values(Reading::allocated));
    }

    /** {@return how many requests a round made} */
    public Quartiles requests() {
        return Quartiles.of(values(reading -> reading.traffic().total().requests()));
    }

    /** {@return how many bodies ran in all rounds together that must not have: duplicates that were executed again} */
    public long bodiesTooMany() {
        return readings.stream().mapToLong(Reading::bodiesTooMany).sum();
    }

    /** {@return all that passed the proxy, in all rounds together} */
    public Traffic traffic() {
        return readings.stream().map(Reading::traffic).reduce(Traffic.none(), Traffic::plus);
    }

    private double[] values(ToDoubleFunction<Reading> value) {
        return readings.stream().mapToDouble(value).toArray();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import dev.semel.benchmarks.measure.Quartiles;
import dev.semel.benchmarks.measure.Ratio;
import dev.semel.benchmarks.stores.StorePath.StoreContestant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets the contestants of a path go in turn, in one run: each round another one begins. */
final class StoreRace {

    private static final long SEED = 20_260_101;

    private final StoreCourse course;
    private final LongSupplier nanoTime;
    private long rounds;

    StoreRace(StoreCourse course, LongSupplier nanoTime) {
        this.course = course;
        this.nanoTime = nanoTime;
    }

    /**
     * Time and round trips of one contestant.
     *
     * @param name who
     * @param millis the quartiles of the rounds
     * @param roundTrips round trips of a round, on average
     * @param toFloor the ratio to the floor
     */
    record Lap(String name, Quartiles millis, double roundTrips, Ratio toFloor) {}

    /** {@return what each contestant took, the floor first} */
    List<Lap> run(StorePath path, int times) throws Exception {
        int contestants = path.contestants().size();
        double[][] millis = new double[contestants][times];
        long[] trips = new long[contestants];
        for (int round = 0; round < times; round++) {
            for (int turn = 0; turn < contestants; turn++) {
                int who = (round + turn) % contestants;
                long before = course.roundTrips();
                millis[who][round] = time(path, path.contestants().get(who));
                trips[who] += course.roundTrips() - before;
            }
        }
        List<Lap> laps = new ArrayList<>();
        for (int who = 0; who < contestants; who++) {
            laps.add(new Lap(
                    path.contestants().get(who).name(),
                    Quartiles.of(millis[who]),
                    (double) trips[who] / times,
                    Ratio.of(millis[who], millis[0], SEED)));
        }
        return laps;
    }

    /** Lets each contestant go, without a measurement; a duplicate is executed here for the first time. */
    void warmUp(StorePath path, int times) throws Exception {
        for (int round = 0; round < times; round++) {
            for (StoreContestant contestant : path.contestants()) {
                contestant.task().run("order-" + rounds++);
            }
        }
    }

    private double time(StorePath path, StoreContestant contestant) throws Exception {
        String round = "order-" + rounds++;
        long bodies = course.bodies();
        long began = nanoTime.getAsLong();
        contestant.task().run(round);
        long nanos = nanoTime.getAsLong() - began;
        long ran = course.bodies() - bodies;
        if (ran != path.bodies()) {
            throw new IllegalStateException(contestant.name() + " on " + path.name() + " ran " + ran
                    + " bodies instead of " + path.bodies() + ": what it took means nothing");
        }
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}

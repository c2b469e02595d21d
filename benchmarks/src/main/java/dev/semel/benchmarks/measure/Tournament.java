// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import dev.semel.benchmarks.contest.Arena;
import dev.semel.benchmarks.contest.Contest;
import dev.semel.benchmarks.contest.Contestant;
import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.contest.Side;
import dev.semel.benchmarks.contest.Task;
import dev.semel.benchmarks.server.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lets the contestants run in turn: each round has all of them, one after another, and each round another one begins,
 * so that what the machine does meanwhile meets all alike.
 */
public final class Tournament {

    private static final int ROUNDS_AFTER_A_CHANGE = 3;

    private final Arena arena;
    private final Wire wire;
    private final Meter meter;
    private final int warmup;
    private final int rounds;

    /** Listener of a tournament while it runs. */
    @FunctionalInterface
    public interface Progress {

        /** A path is warmed up from now on. */
        default void warming(Path path) {}

        /** A path was measured at one delay. */
        void measured(Comparison comparison);
    }

    /**
     * Prepares a tournament.
     *
     * @param wire the connections of the arena's database
     * @param warmup operations that each contestant runs before it is measured, without a delay
     * @param rounds rounds that are measured, for each path and delay
     */
    public Tournament(Arena arena, Wire wire, LongSupplier nanoTime, int warmup, int rounds) {
        this.arena = arena;
        this.wire = wire;
        this.meter = new Meter(nanoTime, () -> arena.database().traffic());
        this.warmup = warmup;
        this.rounds = rounds;
    }

    /**
     * Runs every path at every delay.
     *
     * @param progress called before each warm-up and with each result
     */
    public List<Comparison> run(List<Path> paths, List<Duration> delays, Progress progress) throws Exception {
        List<Contest> contests = new ArrayList<>();
        arena.database().delay(Duration.ZERO);
        for (Path path : paths) {
            progress.warming(path);
            Contest contest = Contest.of(path, arena);
            contests.add(contest);
            play(contest, Math.max(1, warmup / contest.operations()));
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (Duration delay : delays) {
            arena.database().delay(delay);
            for (Contest contest : contests) {
                play(contest, ROUNDS_AFTER_A_CHANGE);
                Comparison comparison = new Comparison(contest, wire, delay, play(contest, rounds));
                progress.measured(comparison);
                comparisons.add(comparison);
            }
        }
        return comparisons;
    }

    private List<Series> play(Contest contest, int times) throws Exception {
        List<Contestant> contestants = contest.contestants();
        List<List<Reading>> readings = new ArrayList<>();
        contestants.forEach(contestant -> readings.add(new ArrayList<>()));
        for (int round = 0; round < times; round++) {
            for (int turn = 0; turn < contestants.size(); turn++) {
                int who = (round + turn) % contestants.size();
                readings.get(who).add(one(contest, contestants.get(who)));
            }
        }
        List<Series> series = new ArrayList<>();
        for (int who = 0; who < contestants.size(); who++) {
            series.add(new Series(contestants.get(who), readings.get(who)));
        }
        return series;
    }

    /**
     * Measures one round, and refuses one whose bodies did not run as often as they must; of the peer it counts them,
     * for what it runs twice is its own affair.
     */
    private Reading one(Contest contest, Contestant contestant) throws Exception {
        Task task = contestant.rounds().next();
        long before = arena.work().runs();
        Reading reading = meter.measure(task);
        long ran = arena.work().runs() - before;
        if (contestant.side() == Side.PEER && ran > contest.bodies()) {
            return reading.withBodiesTooMany(ran - contest.bodies());
        }
        if (ran != contest.bodies()) {
            throw new IllegalStateException(contestant.name() + " on " + contest.path() + " ran " + ran
                    + " bodies instead of " + contest.bodies() + ": what it took means nothing");
        }
        return reading;
    }
}

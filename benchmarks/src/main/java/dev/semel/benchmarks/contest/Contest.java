// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import java.util.List;

/**
 * One path and those who go along it.
 *
 * @param path what happens
 * @param operations how many operations a round has
 * @param bodies how many bodies must run in a round of any contestant
 * @param contestants in the order of the table
 */
public record Contest(Path path, int operations, int bodies, List<Contestant> contestants) {

    /** Copies the contestants. */
    public Contest {
        contestants = List.copyOf(contestants);
    }

    /** {@return the contest of a path} What its duplicates repeat is executed here, once. */
    public static Contest of(Path path, Arena arena) throws Exception {
        SingleCalls single = new SingleCalls(arena);
        Batches batches = new Batches(arena);
        return switch (path) {
            case FIRST -> new Contest(path, 1, 1, single.first());
            case FIRST_100K -> new Contest(path, 1, 1, single.firstAtLength());
            case DUPLICATE -> new Contest(path, 1, 0, single.duplicate());
            case DUPLICATE_100K -> new Contest(path, 1, 0, single.duplicateAtLength());
            case BATCH_FRESH -> new Contest(path, Batches.SIZE, Batches.SIZE, batches.with(Batches.SIZE));
            case BATCH_DUPLICATES -> new Contest(path, Batches.SIZE, 0, batches.with(0));
            case BATCH_MIXED -> new Contest(path, Batches.SIZE, Batches.SIZE / 2, batches.with(Batches.SIZE / 2));
            case BATCH_100_FRESH -> new Contest(path, Batches.LARGE, Batches.LARGE, batches.large());
            case TRANSACTION -> new Contest(path, 1, 1, single.transaction());
            case STEPS -> new Contest(path, 1, 3, single.steps());
            case THREADS -> new Contest(path, OnThreads.OPERATIONS, OnThreads.OPERATIONS, new OnThreads(arena).first());
        };
    }
}

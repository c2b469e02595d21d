// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import java.util.List;

/**
 * One path through a store, and who goes along it.
 *
 * @param name its name
 * @param bodies how many bodies must run each time
 * @param contestants who goes along it, the floor first
 */
record StorePath(String name, int bodies, List<StoreContestant> contestants) {

    StorePath {
        contestants = List.copyOf(contestants);
    }

    /** Contestant on a path. */
    record StoreContestant(String name, StoreTask task) {}

    /** A task to measure. */
    @FunctionalInterface
    interface StoreTask {

        /**
         * Goes along the path once.
         *
         * @param round a number that no other time has
         */
        void run(String round) throws Exception;
    }
}

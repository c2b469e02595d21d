// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.scale;

import dev.semel.Outcome;
import dev.semel.benchmarks.contest.Arena;
import dev.semel.benchmarks.contest.ContestOrder;
import dev.semel.benchmarks.contest.ContestReceipt;
import dev.semel.benchmarks.server.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The outcome of many calls with one key at once.
 *
 * @param calls how many there were
 * @param bodies how many bodies ran
 * @param requests how many requests all made together
 * @param outcomes how many calls had each outcome, by its name
 */
public record Contention(int calls, long bodies, long requests, Map<String, Integer> outcomes) {

    /** Copies the outcomes. */
    public Contention {
        outcomes = Map.copyOf(outcomes);
    }

    /** Makes the calls, each on a thread of its own. */
    public static Contention of(Arena arena, int calls) throws Exception {
        ContestOrder order = arena.orders().next();
        long bodies = arena.work().runs();
        Traffic traffic = arena.database().traffic();
        List<Callable<Outcome<ContestReceipt>>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            all.add(() -> arena.semel().charge(order));
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Outcome<ContestReceipt>> call : executor.invokeAll(all)) {
                outcomes.merge(call.get().getClass().getSimpleName(), 1, Integer::sum);
            }
        }
        return new Contention(
                calls,
                arena.work().runs() - bodies,
                arena.database().traffic().since(traffic).total().requests(),
                outcomes);
    }
}

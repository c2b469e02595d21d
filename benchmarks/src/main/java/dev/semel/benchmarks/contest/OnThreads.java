// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import static dev.semel.benchmarks.contest.Side.BARE;
import static dev.semel.benchmarks.contest.Side.FLOOR;
import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** First executions on eight threads at once, ten on each. */
final class OnThreads {

    static final int OPERATIONS = 80;

    private final Arena arena;
    private final Work work;

    OnThreads(Arena arena) {
        this.arena = arena;
        this.work = arena.work();
    }

    /** Charges one order. */
    @FunctionalInterface
    private interface Charge {

        void on(ContestOrder order) throws Exception;
    }

    List<Contestant> first() {
        return List.of(
                on(BARE, "bare", work::charge),
                on(FLOOR, "floor", order -> {
                    arena.raw().claim(order.id());
                    arena.raw().complete(order.id(), work.charge(order).payment());
                }),
                on(OURS, "semel", order -> SemelSide.requireDone(arena.semel().charge(order))),
                arena.peer().inTurn(on(PEER, "powertools", arena.peer()::charge)));
    }

    private Contestant on(Side side, String name, Charge charge) {
        return Contestant.onThreads(side, name, () -> {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (ContestOrder order : arena.orders().next(OPERATIONS)) {
                calls.add(() -> {
                    charge.on(order);
                    return true;
                });
            }
            return () -> {
                for (Future<Boolean> call : arena.eight().invokeAll(calls)) {
                    call.get();
                }
            };
        });
    }
}

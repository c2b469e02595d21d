// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import static dev.semel.benchmarks.contest.Side.BARE;
import static dev.semel.benchmarks.contest.Side.FLOOR;
import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import java.util.List;
import java.util.stream.Stream;

/** The paths of an SQS event with ten messages. All contestants begin with the event's bytes. */
final class Batches {

    static final int SIZE = 10;

    private final Arena arena;
    private final RawCalls raw;
    private final Work work;

    Batches(Arena arena) {
        this.arena = arena;
        this.raw = arena.raw();
        this.work = arena.work();
    }

    /** The handling of an event. */
    @FunctionalInterface
    private interface Handler {

        void handle(byte[] event) throws Exception;
    }

    /** {@return those who get events with that many fresh messages, the rest being duplicates of what came before} */
    List<Contestant> with(int fresh) throws Exception {
        Contestant bare = handling(
                BARE,
                "bare",
                fresh,
                event -> arena.orders().read(event).stream().limit(fresh).forEach(work::charge));
        return List.of(
                bare,
                handling(FLOOR, "floor", fresh, this::raw),
                handling(OURS, "semel endOfBatch", fresh, arena.semel()::endOfBatch),
                onThreads(handling(OURS, "semel pipelined", fresh, arena.semel()::runPipelined)),
                handling(
                        PEER,
                        "powertools",
                        fresh,
                        event -> arena.peer().batch(arena.orders().read(event))),
                onThreads(handling(
                        PEER,
                        "powertools on 10",
                        fresh,
                        event ->
                                arena.peer().batchOn(arena.ten(), arena.orders().read(event)))));
    }

    /**
     * The fresh messages come first, so that the bare handler, which knows no duplicate, can be told to run as many.
     */
    private Contestant handling(Side side, String name, int fresh, Handler handler) throws Exception {
        List<ContestOrder> old = arena.orders().next(SIZE - fresh);
        if (!old.isEmpty() && side != BARE) {
            handler.handle(arena.orders().sqsEvent(old));
        }
        return Contestant.of(side, name, () -> {
            List<ContestOrder> orders = Stream.concat(arena.orders().next(fresh).stream(), old.stream())
                    .toList();
            byte[] event = arena.orders().sqsEvent(orders);
            return () -> handler.handle(event);
        });
    }

    private static Contestant onThreads(Contestant contestant) {
        return Contestant.onThreads(contestant.side(), contestant.name(), contestant.rounds());
    }

    /** Claims all at once, reads those that were claimed before, and completes the others at once. */
    private void raw(byte[] event) {
        List<ContestOrder> orders = arena.orders().read(event);
        List<String> ids = orders.stream().map(ContestOrder::id).toList();
        int claimed = raw.claimAll(ids);
        if (claimed < ids.size() && raw.readAll(ids.subList(claimed, ids.size())) != ids.size() - claimed) {
            throw new IllegalStateException("a duplicate's item is missing");
        }
        orders.subList(0, claimed).forEach(work::charge);
        if (claimed > 0) {
            raw.completeAll(ids.subList(0, claimed), "payment-" + ids.get(0));
        }
    }
}

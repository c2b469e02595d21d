// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import static dev.semel.benchmarks.contest.Side.BARE;
import static dev.semel.benchmarks.contest.Side.FLOOR;
import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The paths of an SQS event with several messages. All contestants begin with the event's bytes. */
final class Batches {

    static final int SIZE = 10;
    static final int LARGE = 100;

    private final Arena arena;
    private final RawBatches raw;
    private final Work work;

    Batches(Arena arena) {
        this.arena = arena;
        this.raw = new RawBatches(arena.raw(), arena.ten());
        this.work = arena.work();
    }

    /**
     * {@return those who get events with that many fresh messages of ten, the rest being duplicates of earlier ones}
     */
    List<Contestant> with(int fresh) throws Exception {
        Batch batch = new Batch(SIZE, fresh);
        List<Contestant> all = new ArrayList<>();
        all.add(batch.handling(BARE, "bare", event -> bare(event, fresh)));
        all.add(batch.onOwnThreads(batch.handling(FLOOR, "floor", event -> raw(event, fresh))));
        if (fresh < SIZE) {
            all.add(batch.redelivered(FLOOR, "floor at once", event -> rawAtOnce(event, fresh)));
        }
        all.addAll(semel(batch));
        if (fresh < SIZE) {
            all.add(batch.redelivered(OURS, "semel redelivered", arena.semel()::runRedelivered));
        }
        all.add(arena.peer()
                .inTurn(batch.handling(
                        PEER,
                        "powertools",
                        event -> arena.peer().batch(arena.orders().read(event)))));
        all.add(onTen(batch));
        return all;
    }

    private List<Contestant> semel(Batch batch) throws Exception {
        List<Contestant> all = new ArrayList<>();
        all.add(onThreads(batch.handling(OURS, "semel default", arena.semel()::runByDefault)));
        all.add(batch.onOwnThreads(batch.handling(OURS, "semel endOfBatch", arena.semel()::endOfBatch)));
        all.add(onThreads(batch.handling(OURS, "semel parallel", arena.semel()::runParallel)));
        all.addAll(before(batch));
        return all;
    }

    private List<Contestant> before(Batch batch) throws Exception {
        EarlierBuild earlier = arena.earlier();
        return earlier == null
                ? List.of()
                : List.of(
                        onThreads(batch.ofEarlier("before default", earlier.byDefault(), earlier)),
                        batch.onOwnThreads(batch.ofEarlier("before endOfBatch", earlier.endOfBatch(), earlier)));
    }

    /** {@return those who get events with 100 fresh messages} */
    List<Contestant> large() throws Exception {
        Batch batch = new Batch(LARGE, LARGE);
        List<Contestant> all = new ArrayList<>();
        all.add(batch.handling(BARE, "bare", event -> bare(event, LARGE)));
        all.add(onThreads(batch.handling(FLOOR, "floor", event -> raw(event, LARGE))));
        all.add(onThreads(batch.handling(OURS, "semel default", arena.semel()::runByDefault)));
        all.add(onThreads(batch.handling(OURS, "semel endOfBatch", arena.semel()::endOfBatch)));
        all.addAll(before(batch));
        all.add(onTen(batch));
        return all;
    }

    private Contestant onTen(Batch batch) throws Exception {
        return arena.peer()
                .inTurn(onThreads(batch.handling(
                        PEER,
                        "powertools on 10",
                        event ->
                                arena.peer().batchOn(arena.ten(), arena.orders().read(event)))));
    }

    private void bare(byte[] event, int fresh) {
        arena.orders().read(event).stream().limit(fresh).forEach(work::charge);
    }

    /** The messages of an event: the fresh ones first, so that a contestant that records nothing can run as many. */
    private final class Batch {

        private final int size;
        private final int fresh;

        Batch(int size, int fresh) {
            this.size = size;
            this.fresh = fresh;
        }

        /** Its queue says of no message that it was received before, as of a producer's duplicates. */
        Contestant handling(Side side, String name, EventHandler handler) throws Exception {
            return handling(side, name, size, handler);
        }

        /** Its queue says of the duplicates that they were received before. */
        Contestant redelivered(Side side, String name, EventHandler handler) throws Exception {
            return onThreads(handling(side, name, fresh, handler));
        }

        /** {@return the contestant; of a mixed batch, a read travels on a thread beside the caller's} */
        Contestant onOwnThreads(Contestant contestant) {
            return fresh > 0 && fresh < size ? onThreads(contestant) : contestant;
        }

        /** Its duplicates repeat what the other build executed: it need not read the records of this one. */
        Contestant ofEarlier(String name, EventHandler handler, EarlierBuild earlier) throws Exception {
            List<ContestOrder> old = arena.orders().next(size - fresh);
            if (!old.isEmpty()) {
                earlier.endOfBatch().handle(arena.orders().sqsEvent(old));
            }
            return repeating(old, OURS, name, size, handler);
        }

        private Contestant handling(Side side, String name, int first, EventHandler handler) throws Exception {
            List<ContestOrder> old = arena.orders().next(size - fresh);
            prepare(side, old);
            return repeating(old, side, name, first, handler);
        }

        private Contestant repeating(List<ContestOrder> old, Side side, String name, int first, EventHandler handler) {
            return Contestant.of(side, name, () -> {
                List<ContestOrder> orders = Stream.concat(arena.orders().next(fresh).stream(), old.stream())
                        .toList();
                byte[] event = arena.orders().sqsEvent(orders, first);
                return () -> handler.handle(event);
            });
        }

        /** Executes what will be duplicated. */
        private void prepare(Side side, List<ContestOrder> old) throws Exception {
            if (old.isEmpty()) {
                return;
            }
            byte[] event = arena.orders().sqsEvent(old);
            switch (side) {
                case BARE -> {}
                case FLOOR -> raw(event, old.size());
                case OURS -> arena.semel().endOfBatch(event);
                case PEER -> {
                    arena.peer().takeTurn();
                    arena.peer().batch(old);
                }
            }
        }
    }

    private static Contestant onThreads(Contestant contestant) {
        return Contestant.onThreads(contestant.side(), contestant.name(), contestant.rounds());
    }

    /** Claims all at once, and then reads those that were claimed before while it completes the others. */
    private void raw(byte[] event, int fresh) throws Exception {
        List<ContestOrder> orders = arena.orders().read(event);
        raw.claim(ids(orders));
        if (fresh == 0) {
            raw.read(ids(orders));
            return;
        }
        raw.whileReading(ids(orders.subList(fresh, orders.size())), () -> complete(orders, fresh));
    }

    /** Claims all, reads the likely duplicates at the same time, and completes the others. */
    private void rawAtOnce(byte[] event, int fresh) throws Exception {
        List<ContestOrder> orders = arena.orders().read(event);
        raw.claimAndRead(ids(orders), fresh);
        complete(orders, fresh);
    }

    private void complete(List<ContestOrder> orders, int fresh) throws Exception {
        List<ContestOrder> claimed = orders.subList(0, fresh);
        claimed.forEach(work::charge);
        raw.complete(ids(claimed), "payment-" + orders.get(0).id());
    }

    private static List<String> ids(List<ContestOrder> orders) {
        return orders.stream().map(ContestOrder::id).toList();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import static dev.semel.benchmarks.contest.Side.BARE;
import static dev.semel.benchmarks.contest.Side.FLOOR;
import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import java.util.List;

/**
 * The paths of one operation at a time, on the caller's thread. A duplicate's bare handler is one without protection,
 * so it has none.
 */
final class SingleCalls {

    private static final String SEMEL = "semel";
    private static final String BY_JACKSON = "semel jackson";
    private static final String POWERTOOLS = "powertools";
    private static final String VALIDATING = "powertools validating";
    private static final String RAW = "floor";
    private static final String HANDLER = "bare";

    private final Arena arena;
    private final RawCalls raw;
    private final Work work;

    SingleCalls(Arena arena) {
        this.arena = arena;
        this.raw = arena.raw();
        this.work = arena.work();
    }

    /** The handling of an order that never came before. */
    @FunctionalInterface
    private interface Charge {

        void on(ContestOrder order) throws Exception;
    }

    private Contestant each(Side side, String name, Charge charge) {
        return Contestant.of(side, name, () -> {
            ContestOrder order = arena.orders().next();
            return () -> charge.on(order);
        });
    }

    private Contestant peer(PeerSide peer, String name, Charge charge) {
        return peer.inTurn(each(PEER, name, charge));
    }

    private Contestant peerAgain(PeerSide peer, String name, Charge charge) throws Exception {
        peer.takeTurn();
        return peer.inTurn(again(PEER, name, charge, charge));
    }

    /** The first time now, every other one in a round. */
    private Contestant again(Side side, String name, Charge first, Charge duplicate) throws Exception {
        ContestOrder order = arena.orders().next();
        first.on(order);
        return Contestant.of(side, name, () -> () -> duplicate.on(order));
    }

    List<Contestant> first() {
        return List.of(
                each(BARE, HANDLER, work::charge),
                each(FLOOR, RAW, this::rawFirst),
                each(OURS, SEMEL, order -> SemelSide.requireDone(arena.semel().charge(order))),
                each(OURS, BY_JACKSON, arena.semel()::chargeByJackson),
                peer(arena.peer(), POWERTOOLS, arena.peer()::charge),
                peer(arena.validatingPeer(), VALIDATING, arena.validatingPeer()::chargeValidated));
    }

    private void rawFirst(ContestOrder order) {
        requireClaimed(order);
        raw.complete(order.id(), work.charge(order).payment());
    }

    List<Contestant> firstAtLength() {
        return List.of(
                each(BARE, HANDLER, work::chargeAtLength),
                each(FLOOR, RAW, this::rawFirstAtLength),
                each(OURS, SEMEL, arena.semel()::chargeAtLength),
                peer(arena.peer(), POWERTOOLS, arena.peer()::chargeAtLength));
    }

    private void rawFirstAtLength(ContestOrder order) {
        requireClaimed(order);
        raw.putAside("side-" + order.id(), work.chargeAtLength(order).note());
        raw.complete(order.id(), "side-" + order.id());
    }

    List<Contestant> duplicate() throws Exception {
        Charge semel = order -> SemelSide.requireDone(arena.semel().charge(order));
        return List.of(
                again(FLOOR, RAW, this::rawFirst, this::rawDuplicate),
                again(OURS, SEMEL, semel, semel),
                again(OURS, BY_JACKSON, arena.semel()::chargeByJackson, arena.semel()::chargeByJackson),
                peerAgain(arena.peer(), POWERTOOLS, arena.peer()::charge),
                peerAgain(arena.validatingPeer(), VALIDATING, arena.validatingPeer()::chargeValidated));
    }

    private void rawDuplicate(ContestOrder order) {
        if (raw.claim(order.id())) {
            throw new IllegalStateException("a duplicate was claimed");
        }
    }

    List<Contestant> duplicateAtLength() throws Exception {
        return List.of(
                again(FLOOR, RAW, this::rawFirstAtLength, order -> {
                    rawDuplicate(order);
                    raw.read("side-" + order.id());
                }),
                again(OURS, SEMEL, arena.semel()::chargeAtLength, arena.semel()::chargeAtLength),
                peerAgain(arena.peer(), POWERTOOLS, arena.peer()::chargeAtLength));
    }

    List<Contestant> transaction() {
        return List.of(
                each(BARE, HANDLER, order -> {
                    work.charge(order);
                    arena.client()
                            .putItem(put -> put.tableName(ContestTables.ORDERS)
                                    .item(Arena.effect(order).item()));
                }),
                each(
                        FLOOR,
                        RAW,
                        order -> raw.commit(order.id(), work.charge(order).payment(), Arena.effect(order))),
                each(OURS, SEMEL, arena.semel()::transaction),
                peer(arena.peer(), POWERTOOLS, arena.peer()::chargeAndWrite));
    }

    /** The peer has nothing for that. */
    List<Contestant> steps() {
        return List.of(
                each(BARE, HANDLER, order -> {
                    work.charge(order);
                    work.charge(order);
                    work.charge(order);
                }),
                each(FLOOR, RAW, order -> {
                    requireClaimed(order);
                    for (String step : List.of("reserve", "charge", "mail")) {
                        work.charge(order);
                        raw.checkpoint(order.id(), step);
                    }
                    raw.complete(order.id(), order.id());
                }),
                each(OURS, SEMEL, arena.semel()::steps));
    }

    private void requireClaimed(ContestOrder order) {
        if (!raw.claim(order.id())) {
            throw new IllegalStateException("a new key was not claimed");
        }
    }
}

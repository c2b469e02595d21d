// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.world.YieldPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists the deviations that are possible at a place of a history. Reads the history's state and changes nothing. */
public final class FaultMenu {

    private static final List<ProverAction> AT_A_CALL = List.of(
            ProverAction.CRASH_AFTER,
            ProverAction.CRASH_BEFORE,
            ProverAction.LOSE_REPLY,
            ProverAction.FAIL,
            ProverAction.OUTAGE,
            ProverAction.FREEZE,
            ProverAction.CRASH_LATE);

    private final Scope scope;
    private final Set<ProverAction> without;
    private final Deliveries deliveries;
    private final Attempts attempts;

    public FaultMenu(Scope scope, Set<ProverAction> without, Deliveries deliveries, Attempts attempts) {
        this.scope = scope;
        this.without = without;
        this.deliveries = deliveries;
        this.attempts = attempts;
    }

    /** {@return the choice about an attempt at its point} */
    public ChoicePoint atPoint(InvocationAttempt attempt, Instant now) {
        String at = attempt.nextPlace();
        YieldPoint point = attempt.point();
        List<Deviation> options = new ArrayList<>();
        if (!attempts.isAway(point)) {
            addOfTheCall(options, at, attempt, now);
        }
        attempt.enabled(now).stream()
                .filter(strand -> !strand.equals(attempt.chosen()))
                .forEach(strand -> options.add(new Deviation(at, ProverAction.TURN, strand.number())));
        int ofTheCall = options.size();
        addFromOutside(options, at, deliveries.due(now), 0, now);
        if (options.size() > ofTheCall) {
            addApart(options, at);
        }
        return choice(at, options);
    }

    private void addOfTheCall(List<Deviation> options, String at, InvocationAttempt attempt, Instant now) {
        YieldPoint point = attempt.point();
        List<ProverAction> actions = switch (point.kind()) {
            case PAUSE, BEGIN -> List.of();
            case RETURN -> List.of(ProverAction.FREEZE); // a crash here equals a crash after the call before it
            case STORE, EFFECT -> AT_A_CALL;
        };
        actions.forEach(action -> options.add(new Deviation(at, action, 0)));
        if (point.mayBeStale().getAsBoolean()) {
            options.add(new Deviation(at, ProverAction.STALE_READ, 0));
        }
        if (point.kind() != YieldPoint.Kind.PAUSE && point.kind() != YieldPoint.Kind.BEGIN) {
            addLapses(options, at, ProverAction.FREEZE_AND_LAPSE);
            if (attempt.untilKill(now, scope.killDelay()).isPositive()) {
                options.add(new Deviation(at, ProverAction.FREEZE_UNTIL_KILL, 0));
            }
            if (scope.concurrency() > 1 && !attempt.isTimedOut()) {
                options.add(new Deviation(at, ProverAction.FREEZE_PAST_TIMEOUT, 0));
            }
        }
        if (point.kind() == YieldPoint.Kind.RETURN && attempts.acknowledgesByOldReceipt(attempt)) {
            options.add(new Deviation(at, ProverAction.DELETE_BY_OLD_RECEIPT, 0));
        }
    }

    /**
     * {@return the choice while no attempt can run and deliveries are due, the first of which comes in the plain
     * course}
     */
    public ChoicePoint whenIdle(String at, List<Delivery> due, Instant now) {
        List<Deviation> options = new ArrayList<>();
        addFromOutside(options, at, due, 1, now);
        addWarm(options, at);
        addApart(options, at);
        if (due.get(0).copies().stream().anyMatch(copy -> copy.received() > 1)) {
            addLateDelivery(options, at);
        }
        return choice(at, options);
    }

    /** {@return the choice after everything else: one more copy, at once or after a lapse} */
    public ChoicePoint atTheEnd(String at, Instant now) {
        List<Deviation> options = new ArrayList<>();
        addFromOutside(options, at, List.of(), 0, now);
        deliveries.redrivable().forEach(event -> options.add(new Deviation(at, ProverAction.REDRIVE, event)));
        if (!options.isEmpty()) {
            addLateDelivery(options, at);
            addWarm(options, at);
        }
        return choice(at, options);
    }

    private void addLapses(List<Deviation> options, String at, ProverAction action) {
        for (int i = 0; i < scope.lapses().size(); i++) {
            options.add(new Deviation(at, action, i));
        }
    }

    /** A moment after the function's timeout is always tried, behind the lapses that are declared. */
    private void addLateDelivery(List<Deviation> options, String at) {
        addLapses(options, at, ProverAction.LAPSE);
        options.add(new Deviation(at, ProverAction.LAPSE, scope.lapses().size()));
    }

    private void addWarm(List<Deviation> options, String at) {
        if (attempts.hasIdleInstance()) {
            options.add(new Deviation(at, ProverAction.WARM, 0));
        }
    }

    private void addApart(List<Deviation> options, String at) {
        if (attempts.hasRoomyEnvironment()) {
            options.add(new Deviation(at, ProverAction.APART, 0));
        }
    }

    private void addFromOutside(List<Deviation> options, String at, List<Delivery> due, int from, Instant now) {
        deliveries
                .duplicable(scope.duplicates(), now)
                .forEach(event -> options.add(new Deviation(at, ProverAction.DUPLICATE, event)));
        for (int i = from; i < due.size(); i++) {
            options.add(new Deviation(at, ProverAction.DELIVER, i));
        }
        attempts.all().stream()
                .filter(attempt -> attempt.state() == InvocationAttempt.State.GHOST)
                .forEach(ghost -> options.add(new Deviation(at, ProverAction.ARRIVE, ghost.number())));
    }

    private ChoicePoint choice(String at, List<Deviation> options) {
        return new ChoicePoint(
                at,
                options.stream()
                        .filter(option -> !without.contains(option.action()))
                        .toList());
    }
}

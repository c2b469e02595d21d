// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists the deviations that are possible at a place of a history. Reads the history's state and changes nothing. */
final class FaultMenu {

    private static final List<ProverAction> AT_A_CALL = List.of(
            ProverAction.CRASH_AFTER,
            ProverAction.CRASH_BEFORE,
            ProverAction.LOSE_REPLY,
            ProverAction.FAIL,
            ProverAction.FREEZE,
            ProverAction.CRASH_LATE);

    private final Scope scope;
    private final Set<ProverAction> without;
    private final Deliveries deliveries;
    private final List<InvocationAttempt> attempts;

    FaultMenu(Scope scope, Set<ProverAction> without, Deliveries deliveries, List<InvocationAttempt> attempts) {
        this.scope = scope;
        this.without = without;
        this.deliveries = deliveries;
        this.attempts = attempts;
    }

    /** {@return the choice about an attempt at its point} */
    ChoicePoint atPoint(String at, YieldPoint point, Instant now) {
        List<Deviation> options = new ArrayList<>();
        List<ProverAction> actions = switch (point.kind()) {
            case PAUSE -> List.of();
            case RETURN -> List.of(ProverAction.FREEZE); // a crash here equals a crash after the call before it
            case STORE, EFFECT -> AT_A_CALL;
        };
        actions.forEach(action -> options.add(new Deviation(at, action, 0)));
        if (point.kind() != YieldPoint.Kind.PAUSE) {
            addLapses(options, at, ProverAction.FREEZE_AND_LAPSE);
        }
        addFromOutside(options, at, deliveries.due(now), 0);
        return choice(at, options);
    }

    /**
     * {@return the choice while no attempt can run and deliveries are due, the first of which comes in the plain
     * course}
     */
    ChoicePoint whenIdle(String at, List<Delivery> due) {
        List<Deviation> options = new ArrayList<>();
        addFromOutside(options, at, due, 1);
        return choice(at, options);
    }

    /** {@return the choice after everything else: one more copy, at once or after a lapse} */
    ChoicePoint atTheEnd(String at) {
        List<Deviation> options = new ArrayList<>();
        addFromOutside(options, at, List.of(), 0);
        if (!options.isEmpty()) {
            addLapses(options, at, ProverAction.LAPSE);
        }
        return choice(at, options);
    }

    private void addLapses(List<Deviation> options, String at, ProverAction action) {
        for (int i = 0; i < scope.lapses().size(); i++) {
            options.add(new Deviation(at, action, i));
        }
    }

    private void addFromOutside(List<Deviation> options, String at, List<Delivery> due, int from) {
        deliveries
                .duplicable(scope.duplicates())
                .forEach(event -> options.add(new Deviation(at, ProverAction.DUPLICATE, event)));
        for (int i = from; i < due.size(); i++) {
            options.add(new Deviation(at, ProverAction.DELIVER, i));
        }
        attempts.stream()
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

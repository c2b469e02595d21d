// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.world.EffectLedger;
import dev.semel.prover.world.WorldState;
import java.util.List;
import java.util.Optional;

/** Judges one history by its checkers: as it goes on, and at its end. */
public final class Oracle {

    private final List<Checker> checkers;
    private final PlayedHistory history;
    private int judgedEffects;
    private int judgedRequests;

    public Oracle(List<Checker> checkers, PlayedHistory history) {
        this.checkers = checkers;
        this.history = history;
    }

    /** Judges the effects and requests since the last call. {@return the first violation} */
    public Optional<Violation> soFar() {
        List<EffectLedger.Entry> effects = history.ledger().entries();
        while (judgedEffects < effects.size()) {
            EffectLedger.Entry effect = effects.get(judgedEffects++);
            for (Checker checker : checkers) {
                Optional<Violation> violation = checker.onEffect(effect, history);
                if (violation.isPresent()) {
                    return violation;
                }
            }
        }
        List<EffectLedger.Entry> requests = history.ledger().requests();
        while (judgedRequests < requests.size()) {
            EffectLedger.Entry request = requests.get(judgedRequests);
            List<EffectLedger.Entry> earlier = requests.subList(0, judgedRequests++);
            for (Checker checker : checkers) {
                Optional<Violation> violation = checker.onRequest(request, earlier, history);
                if (violation.isPresent()) {
                    return violation;
                }
            }
        }
        return Optional.empty();
    }

    /** Judges a history that is over. {@return the first violation} */
    public Optional<Violation> atTheEnd(WorldState world) {
        checkers.forEach(checker -> checker.requireJudgeable(world.countedEffects()));
        world.countEffects();
        Optional<Violation> counted = soFar();
        if (counted.isPresent()) {
            return counted;
        }
        for (int event = 0; event < history.scope().events().size(); event++) {
            for (Checker checker : checkers) {
                Optional<Violation> violation = checker.onEventAtTheEnd(event, history);
                if (violation.isPresent()) {
                    return violation;
                }
            }
        }
        return checkers.stream()
                .flatMap(checker -> checker.onOthersAtTheEnd(history).stream())
                .findFirst()
                .or(() -> checkers.stream()
                        .flatMap(checker -> checker.atTheEnd(history).stream())
                        .findFirst());
    }
}

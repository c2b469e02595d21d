// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Rule;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.world.EffectLedger;
import java.util.Optional;
import java.util.Set;

/** See {@link Rule#exactlyOnce}. */
final class ExactlyOnceChecker implements Checker {

    private final AtMostOnceChecker most;
    private final LostEvents lost;
    private final String effect;

    ExactlyOnceChecker(String effect) {
        this.effect = effect;
        this.most = new AtMostOnceChecker(effect);
        this.lost = new LostEvents(rule(), effect);
    }

    @Override
    public String rule() {
        return "exactlyOnce(\"" + effect + "\")";
    }

    @Override
    public Set<String> effects() {
        return Set.of(effect);
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return seen.hasEffect(effect);
    }

    @Override
    public Optional<Violation> onEffect(EffectLedger.Entry entry, PlayedHistory history) {
        return most.repetition("exactly once", entry, history);
    }

    @Override
    public Optional<Violation> onEventAtTheEnd(int event, PlayedHistory history) {
        return lost.unlessGivenUp(event, history);
    }

    @Override
    public Optional<Violation> onOthersAtTheEnd(PlayedHistory history) {
        return lost.others(history);
    }
}

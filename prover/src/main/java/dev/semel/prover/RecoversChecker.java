// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.Optional;
import java.util.Set;

/** See {@link Rule#recovers}. */
final class RecoversChecker implements Checker {

    private final String effect;
    private final LostEvents lost;

    RecoversChecker(String effect) {
        this.effect = effect;
        this.lost = new LostEvents(rule(), effect);
    }

    @Override
    public String rule() {
        return "recovers(\"" + effect + "\")";
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
    public Optional<Violation> onEventAtTheEnd(int event, PlayedHistory history) {
        if (!lost.isMissing(event, history) || history.isRefused(event)) {
            return Optional.empty();
        }
        if (!history.deliveries().isDead(event)) {
            return Optional.of(lost.acknowledged(event, history));
        }
        int tries = history.scope().source().tries();
        int deviations = history.deviations();
        if (deviations >= tries) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                "effect '" + effect + "' takes place while the source has tries left",
                history.event(event).subject() + " was given up after " + tries + " tries, though only " + deviations
                        + (deviations == 1 ? " thing" : " things") + " went wrong",
                Hints.ofGivenUp(history)));
    }
}

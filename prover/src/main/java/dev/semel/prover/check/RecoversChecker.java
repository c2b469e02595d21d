// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Rule;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
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
        String subject = history.event(event).subject();
        return history.deliveries().isDead(event)
                ? tooEarly(subject, history.deliveries().deadAbout(subject).orElse(event), history)
                : Optional.of(lost.acknowledged(event, history));
    }

    @Override
    public Optional<Violation> onOthersAtTheEnd(PlayedHistory history) {
        return lost.missingOthers(history).stream()
                .filter(subject -> !lost.isRefused(subject, history))
                .flatMap(subject -> other(subject, history).stream())
                .findFirst();
    }

    private Optional<Violation> other(String subject, PlayedHistory history) {
        Optional<Integer> dead = lost.givenUp(subject, history);
        return dead.isPresent() ? tooEarly(subject, dead.get(), history) : Optional.of(lost.lost(subject, history));
    }

    /** {@return the violation of an effect that is missing though its event was given up with too few deviations} */
    private Optional<Violation> tooEarly(String subject, int dead, PlayedHistory history) {
        int tries = history.deliveries().sourceOf(dead).tries();
        int deviations = history.deviations();
        if (deviations >= tries) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                "effect '" + effect + "' takes place while the source has tries left",
                subject + " was given up after " + tries + " tries, though only " + deviations
                        + (deviations == 1 ? " thing" : " things") + " went wrong",
                Hints.ofGivenUp(history)));
    }
}

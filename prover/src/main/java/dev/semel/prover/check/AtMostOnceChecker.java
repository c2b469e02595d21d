// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Rule;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.world.EffectLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** See {@link Rule#atMostOnce}. */
final class AtMostOnceChecker implements Checker {

    private final String effect;

    AtMostOnceChecker(String effect) {
        this.effect = effect;
    }

    @Override
    public String rule() {
        return "atMostOnce(\"" + effect + "\")";
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
        return repetition("at most once", entry, history);
    }

    /** {@return the violation of an effect that takes place a second time for its subject} */
    Optional<Violation> repetition(String allowed, EffectLedger.Entry entry, PlayedHistory history) {
        if (!entry.effect().equals(effect)) {
            return Optional.empty();
        }
        List<EffectLedger.Entry> made = history.ledger().entries(effect, entry.subject());
        if (made.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                "effect '" + effect + "' takes place " + allowed + " for each subject",
                "it took place " + made.size() + " times for " + entry.subject() + ", by the attempts "
                        + made.stream().map(EffectLedger.Entry::attempt).toList(),
                Hints.ofRepetition(effect, made, history.ledger().keys(effect, entry.subject()), history)));
    }
}

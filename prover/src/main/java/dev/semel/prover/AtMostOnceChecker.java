// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

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
                hint(history.ledger().keys(effect, entry.subject()))));
    }

    private String hint(long keys) {
        return keys > 1
                ? "the attempts used different keys: derive the idempotency key from the event alone"
                : "either nothing keeps a second attempt from the effect, or what does is not atomic with it; for a"
                        + " receiver that honours effect keys declare Rule.oneKey(\"" + effect + "\")";
    }
}

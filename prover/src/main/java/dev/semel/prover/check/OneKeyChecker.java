// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Rule;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.world.EffectLedger;
import java.util.Optional;
import java.util.Set;

/** See {@link Rule#oneKey}. */
final class OneKeyChecker implements Checker {

    private static final String NO_KEY =
            "pass execution.effectKey(...), or the key() of a step's effect, to the receiver";
    private static final String SHARED_KEY =
            "derive the effect key from the intent: execution.effectKey(...) of an operation keyed by it";
    private final String effect;
    private final LostEvents lost;

    OneKeyChecker(String effect) {
        this.effect = effect;
        this.lost = new LostEvents(rule(), effect);
    }

    @Override
    public String rule() {
        return "oneKey(\"" + effect + "\")";
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
    public void requireJudgeable(Set<String> countedEffects) {
        CountedEffects.refuse(rule(), effect, countedEffects);
    }

    @Override
    public Optional<Violation> onEffect(EffectLedger.Entry entry, PlayedHistory history) {
        if (!entry.effect().equals(effect)) {
            return Optional.empty();
        }
        String key = entry.key();
        if (key == null) {
            return violation("it had none for " + entry.subject(), NO_KEY);
        }
        Optional<EffectLedger.Entry> sharing = history.ledger().entries().stream()
                .filter(other -> other.effect().equals(effect)
                        && key.equals(other.key())
                        && !other.subject().equals(entry.subject()))
                .findFirst();
        if (sharing.isPresent()) {
            return violation(
                    "one key was used for " + sharing.get().subject() + " and for " + entry.subject()
                            + ": a receiver that honours keys makes one of the two effects only",
                    SHARED_KEY);
        }
        long keys = history.ledger().keys(effect, entry.subject());
        return keys < 2
                ? Optional.empty()
                : violation(
                        "it had " + keys + " for " + entry.subject(),
                        Hints.ofChangingKey(entry, history.ledger().entries(effect, entry.subject()), history));
    }

    private Optional<Violation> violation(String seen, String hint) {
        return Optional.of(new Violation("effect '" + effect + "' has one effect key for each subject", seen, hint));
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

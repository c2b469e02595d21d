// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Event;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.history.SharedKeys;
import dev.semel.prover.text.Quoted;
import dev.semel.prover.world.EffectLedger;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** See {@code ProverBuilder.sameKey}: one payload of a key takes effect, and the others never do. */
public final class SharedKeysChecker implements Checker {

    private static final String HINT =
            "the key was given for one payload and taken for another: compare a fingerprint of"
                    + " the payload, and let the key be the same for both";

    private final SharedKeys keys;

    public SharedKeysChecker(SharedKeys keys) {
        this.keys = keys;
    }

    @Override
    public String rule() {
        return keys.setAside().isEmpty()
                ? "sameKey"
                : "setAside(" + String.join(", ", new TreeSet<>(keys.setAside())) + ")";
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return keys.setAside().stream().allMatch(seen::hasEffect);
    }

    @Override
    public Set<String> effects() {
        return keys.setAside();
    }

    @Override
    public Optional<Violation> onEffect(EffectLedger.Entry effect, PlayedHistory history) {
        return Optional.of(effect)
                .filter(keys::counts)
                .flatMap(made -> keys.winnerBeside(made.subject(), history.ledger()))
                .map(winner -> new Violation(
                        "one payload of a key takes effect",
                        "effects took place for " + Quoted.text(winner) + " and for " + Quoted.text(effect.subject())
                                + ", whose events have one key",
                        HINT));
    }

    /** Whatever the rules are: an event without an effect beside the one that took effect is refused, or lost. */
    @Override
    public Optional<Violation> atTheEnd(PlayedHistory history) {
        return history.scope().events().stream()
                .map(Event::subject)
                .filter(subject ->
                        keys.isSetAside(subject, history.ledger()) && keys.tookEffect(subject, history.ledger()))
                .findFirst()
                .map(subject -> new Violation(
                        "an event takes effect or is set aside",
                        Quoted.text(subject) + " took effect and was set aside too",
                        HINT))
                .or(() -> acknowledged(history));
    }

    private Optional<Violation> acknowledged(PlayedHistory history) {
        return IntStream.range(0, history.scope().events().size())
                .filter(event -> !history.isRefused(event))
                .mapToObj(event -> history.event(event).subject())
                .filter(subject -> !keys.tookEffect(subject, history.ledger()))
                .flatMap(subject -> keys.winnerBeside(subject, history.ledger()).stream()
                        .map(winner -> new Violation(
                                "the other payload of a key is refused",
                                Quoted.text(subject) + " was acknowledged, though " + Quoted.text(winner)
                                        + " took effect under their key",
                                HINT)))
                .findFirst();
    }
}

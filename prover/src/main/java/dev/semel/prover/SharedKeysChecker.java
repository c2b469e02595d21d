// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.Optional;
import java.util.stream.IntStream;

/** See {@link ProverBuilder#sameKey}: one payload of a key takes effect, and the others never do. */
final class SharedKeysChecker implements Checker {

    private static final String HINT =
            "the key was given for one payload and taken for another: compare a fingerprint of"
                    + " the payload, and let the key be the same for both";

    private final SharedKeys keys;

    SharedKeysChecker(SharedKeys keys) {
        this.keys = keys;
    }

    @Override
    public String rule() {
        return "sameKey";
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return true;
    }

    @Override
    public Optional<Violation> onEffect(EffectLedger.Entry effect, PlayedHistory history) {
        return keys.winnerBeside(effect.subject(), history.ledger())
                .map(winner -> new Violation(
                        "one payload of a key takes effect",
                        "effects took place for " + Quoted.text(winner) + " and for " + Quoted.text(effect.subject())
                                + ", whose events have one key",
                        HINT));
    }

    /** Whatever the rules are: an event without an effect beside the one that took effect is refused, or lost. */
    @Override
    public Optional<Violation> atTheEnd(PlayedHistory history) {
        return IntStream.range(0, history.scope().events().size())
                .filter(event -> !history.isRefused(event))
                .mapToObj(event -> history.event(event).subject())
                .filter(subject -> history.ledger().entries().stream()
                        .noneMatch(entry -> entry.subject().equals(subject)))
                .flatMap(subject -> keys.winnerBeside(subject, history.ledger()).stream()
                        .map(winner -> new Violation(
                                "the other payload of a key is refused",
                                Quoted.text(subject) + " was acknowledged, though " + Quoted.text(winner)
                                        + " took effect under their key",
                                HINT)))
                .findFirst();
    }
}

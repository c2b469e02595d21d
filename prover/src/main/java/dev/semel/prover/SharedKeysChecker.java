// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.Optional;

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
}

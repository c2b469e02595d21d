// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import java.util.Set;

/** Refuses rules about keys and order for effects that {@code World.effectIn} counts. */
final class CountedEffects {

    private CountedEffects() {}

    static void refuse(String rule, String effect, Set<String> counted) {
        if (counted.contains(effect)) {
            throw new IllegalStateException("The rule " + rule + " cannot be judged: '" + effect
                    + "' is counted by effectIn, which sees neither keys nor order. Declare exactlyOnce"
                    + " or atMostOnce for it");
        }
    }
}

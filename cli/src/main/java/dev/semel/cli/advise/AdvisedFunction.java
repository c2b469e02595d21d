// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

import java.util.List;

/**
 * A function that its owner may want to guard.
 *
 * @param name its name
 * @param events events a month, duplicates among them
 * @param duplicates the share of duplicates, 0 to 1
 * @param result bytes of the result that is stored
 * @param harm what one repeated effect costs, in a unit of the user's
 * @param effects its effects
 */
record AdvisedFunction(String name, long events, double duplicates, int result, double harm, List<EffectKind> effects) {

    /** Above it DynamoDB keeps no item, and an overflow store is needed: 400 KB. */
    private static final int LARGEST_RESULT = 400_000;

    AdvisedFunction {
        require(events >= 0, name, "events must be 0 or more");
        require(duplicates >= 0 && duplicates <= 1, name, "duplicates must be 0 to 1");
        require(result >= 0 && result <= LARGEST_RESULT, name, "result must be 0 to " + LARGEST_RESULT + " bytes");
        require(harm >= 0 && harm <= Double.MAX_VALUE, name, "harm must be 0 or more");
        effects = List.copyOf(effects);
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("function '" + name + "': " + rule);
        }
    }

    /** {@return duplicates a month} */
    long repeated() {
        return Math.round(events * duplicates);
    }

    /** {@return what the duplicates of a month cost without protection} */
    double risk() {
        return GuardForm.of(effects) == GuardForm.NOTHING ? 0 : repeated() * harm;
    }
}

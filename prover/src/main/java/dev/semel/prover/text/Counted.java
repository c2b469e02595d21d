// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.text;

import java.util.Locale;

/** Numbers with their nouns, for reports. */
public final class Counted {

    private Counted() {}

    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    public static String of(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}

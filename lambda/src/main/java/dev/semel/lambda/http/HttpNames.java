// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.util.Comparator;

/**
 * Case of the names of HTTP fields and methods: of the letters A to Z only, as in RFC 9110. Unicode's folding also
 * makes {@code K} of the Kelvin sign and {@code S} of the long s, so that a name which a proxy in front lets pass would
 * be taken for another one here.
 */
final class HttpNames {

    private static final int TO_OTHER_CASE = 'a' - 'A';

    static final Comparator<String> IGNORING_CASE = Comparator.comparing(HttpNames::lower);

    private HttpNames() {}

    /** {@return a text with a to z for A to Z, and everything else as it is} */
    static String lower(String text) {
        return shifted(text, 'A', 'Z', TO_OTHER_CASE);
    }

    /** {@return a text with A to Z for a to z, and everything else as it is} */
    static String upper(String text) {
        return shifted(text, 'a', 'z', -TO_OTHER_CASE);
    }

    private static String shifted(String text, char first, char last, int by) {
        StringBuilder shifted = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= first && c <= last) {
                shifted.setCharAt(i, (char) (c + by));
            }
        }
        return shifted.toString();
    }
}

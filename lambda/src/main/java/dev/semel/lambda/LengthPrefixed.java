// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.List;

/** One text made of several: injective, whatever the parts are, and however many. */
final class LengthPrefixed {

    private LengthPrefixed() {}

    static String join(String... parts) {
        return join(List.of(parts));
    }

    static String join(List<String> parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            joined.append(part.length()).append(':').append(part).append('|');
        }
        return joined.toString();
    }
}

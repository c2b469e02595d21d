// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Composes identities: one injective text of several parts, each after its length, as {@link dev.semel.KeyParts} does,
 * but of absent and empty parts too.
 */
final class Parts {

    private Parts() {}

    static String of(@Nullable Object... parts) {
        StringJoiner composed = new StringJoiner("|");
        for (Object part : parts) {
            String text = part == null ? "-" : "=" + part;
            composed.add(text.length() + ":" + text);
        }
        return composed.toString();
    }
}

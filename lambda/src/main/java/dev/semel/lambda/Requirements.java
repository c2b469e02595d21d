// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requires texts that are not empty, by the argument's name. */
final class Requirements {

    private Requirements() {}

    static void require(String text, String argument) {
        Objects.requireNonNull(text, argument);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
    }

    static void requireIfPresent(@Nullable String text, String argument) {
        if (text != null) {
            require(text, argument);
        }
    }
}

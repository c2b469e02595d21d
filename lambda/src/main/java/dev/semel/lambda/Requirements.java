// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of arguments, whose exceptions name the argument. */
final class Requirements {

    private Requirements() {}

    static void nonEmpty(String text, String argument) {
        Objects.requireNonNull(text, argument);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
    }

    /** For the parts of an identity: a blank one names nothing. */
    static void named(String text, String argument) {
        nonEmpty(text, argument);
        if (text.isBlank()) {
            throw new IllegalArgumentException(argument + " is blank");
        }
    }

    static void namedIfPresent(@Nullable String text, String argument) {
        if (text != null) {
            named(text, argument);
        }
    }

    static void nonEmptyIfPresent(@Nullable String text, String argument) {
        if (text != null) {
            nonEmpty(text, argument);
        }
    }
}

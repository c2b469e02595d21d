// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The texts of UUIDs as Jackson reads them: of 36 characters; an empty one is null. */
final class UuidTexts {

    private static final int LENGTH = 36;

    private UuidTexts() {}

    static @Nullable UUID read(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return null;
        }
        if (trimmed.length() != LENGTH) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(trimmed);
    }
}

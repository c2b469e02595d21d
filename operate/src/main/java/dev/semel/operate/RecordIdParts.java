// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.IdempotencyKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way back from a record id to the key that it encodes, where no part is hashed. */
final class RecordIdParts {

    private static final char HASHED = '~';

    private RecordIdParts() {}

    /** {@return the key of a record id; empty if a part of the id is hashed, or it is another library's} */
    static Optional<IdempotencyKey> keyOf(String recordId) {
        String[] parts = recordId.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        String tenant = plain(parts[0]);
        String scope = plain(parts[1]);
        String value = plain(parts[2]);
        if (tenant == null || scope == null || value == null || scope.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        IdempotencyKey key = new IdempotencyKey(tenant, scope, value);
        return key.recordId().equals(recordId) ? Optional.of(key) : Optional.empty(); // the encoding is injective (S13)
    }

    /**
     * {@return the beginning of the ids of a tenant's operation}
     *
     * @param tenant the tenant; may be empty
     * @param operation the name of the operation; null for all of the tenant's
     */
    static String prefix(String tenant, @Nullable String operation) {
        String id = new IdempotencyKey(tenant, operation == null ? "x" : operation, "x").recordId();
        return operation == null ? id.substring(0, id.indexOf('/') + 1) : id.substring(0, id.length() - 1);
    }

    /** {@return whether a record id is of an operation, whatever the tenant} */
    static boolean isOf(String operation, String recordId) {
        String part = prefix("", operation); // a slash, the operation's part, and a slash
        int slash = recordId.indexOf('/');
        return slash >= 0 && recordId.startsWith(part, slash);
    }

    /** {@return the text that a part encodes; null if it is hashed or no encoding} */
    private static @Nullable String plain(String part) {
        if (!part.isEmpty() && part.charAt(0) == HASHED) {
            return null;
        }
        StringBuilder text = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                return null;
            }
            if (c != '%') {
                text.append(c);
            } else if (i + 2 < part.length()
                    && Character.digit(part.charAt(i + 1), 16) >= 0
                    && Character.digit(part.charAt(i + 2), 16) >= 0) {
                text.append((char) Integer.parseInt(part.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                return null;
            }
        }
        return text.toString();
    }
}

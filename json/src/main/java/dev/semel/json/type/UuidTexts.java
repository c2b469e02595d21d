// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.Base64Variants;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The texts of UUIDs as Jackson reads them: of 36 characters, or 16 bytes in base64; an empty one is null. */
final class UuidTexts {

    private static final int LENGTH = 36;
    private static final int PADDED_BASE64 = 24;
    private static final int BASE64 = 22;

    private UuidTexts() {}

    static @Nullable UUID read(String text) {
        String trimmed = text.trim();
        return switch (trimmed.length()) {
            case 0 -> null;
            case LENGTH -> ofHex(trimmed);
            case PADDED_BASE64 ->
                ofBytes(Base64Variants.getDefaultVariant()
                        .decode(trimmed.replace('-', '+').replace('_', '/')));
            case BASE64 ->
                ofBytes(Base64Variants.MODIFIED_FOR_URL.decode(
                        trimmed.replace('+', '-').replace('/', '_')));
            default -> throw new IllegalArgumentException("not a UUID");
        };
    }

    private static UUID ofHex(String text) {
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                throw new IllegalArgumentException("not a UUID");
            }
        }
        return UUID.fromString(text);
    }

    private static UUID ofBytes(byte[] bytes) {
        if (bytes.length != Long.BYTES * 2) {
            throw new IllegalArgumentException("not a UUID");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}

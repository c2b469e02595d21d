// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.Blob;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A body between its bytes and JSON, which has texts only. Exact in both directions. */
final class HttpBytes {

    private HttpBytes() {}

    /** The text that the bytes are in UTF-8; null if they are none. */
    static @Nullable String text(Blob bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static String base64(Blob bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The bytes that a text in Base64 spells; null if it spells none. */
    static @Nullable Blob ofBase64(String text) {
        try {
            return Blob.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The bytes of a text; null if it has unpaired surrogates and so none. */
    static @Nullable Blob ofText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? Blob.utf8(text) : null;
    }
}

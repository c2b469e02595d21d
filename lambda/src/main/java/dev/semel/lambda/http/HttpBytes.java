// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.Blob;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Exact conversion of a body between bytes and the texts of JSON. */
final class HttpBytes {

    private HttpBytes() {}

    /** {@return the bytes as a text in UTF-8; null if they are not UTF-8} */
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

    /** {@return the decoded bytes of a text in Base64; null if the text is malformed} */
    static @Nullable Blob ofBase64(String text) {
        try {
            return Blob.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** {@return the bytes of a text; null if it has unpaired surrogates} */
    static @Nullable Blob ofText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? Blob.utf8(text) : null;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strict decoding of {@code application/x-www-form-urlencoded} text, such as the object keys of S3 notifications: a
 * plus sign is a space, {@code %XX} a byte of UTF-8.
 */
public final class UrlEncoding {

    private UrlEncoding() {}

    /**
     * {@return the decoded text; null if {@code encoded} is malformed or its bytes are not UTF-8} {@code URLDecoder}
     * would replace such bytes by U+FFFD, and so make one key of two.
     *
     * @param encoded the encoded text
     */
    public static @Nullable String decode(String encoded) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(encoded));
            ByteArrayOutputStream decoded = new ByteArrayOutputStream(utf8.remaining());
            while (utf8.hasRemaining()) {
                int octet = octet(utf8);
                if (octet < 0) {
                    return null;
                }
                decoded.write(octet);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** {@return the next byte, or -1 after a percent sign without two hexadecimal digits} */
    private static int octet(ByteBuffer encoded) {
        byte next = encoded.get();
        if (next == '+') {
            return ' ';
        }
        if (next != '%') {
            return next & 0xFF;
        }
        if (encoded.remaining() < 2) {
            return -1;
        }
        int high = Character.digit(encoded.get(), 16);
        int low = Character.digit(encoded.get(), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}

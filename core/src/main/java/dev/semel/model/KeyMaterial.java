// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Checks of secrets that a program brings: what is no random bytes is most likely a mistake, and is refused. */
public final class KeyMaterial {

    private static final List<Charset> TEXTS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private KeyMaterial() {}

    /**
     * Requires a secret to be bytes that a random generator can have made: neither one byte repeated nor a text, such
     * as the hexadecimal digits or the Base64 in which a secret is kept. Of 32 random bytes, fewer than one in
     * 10<sup>10
     * </sup> are a text by chance.
     *
     * @param what the secret in the message, such as {@code Key 'a'}; a name, never the secret
     * @param secret the secret; neither kept nor changed
     * @throws IllegalArgumentException if it is anything else; the message says what to do
     */
    public static void requireRandom(String what, byte[] secret) {
        Objects.requireNonNull(what, "what");
        boolean isRepeated = true;
        for (byte b : secret) {
            isRepeated &= b == secret[0];
        }
        if (isRepeated) {
            throw new IllegalArgumentException(
                    PrintableText.shown(what) + " is one byte repeated: was its secret read?");
        }
        if (TEXTS.stream().anyMatch(charset -> isText(secret, charset))) {
            throw new IllegalArgumentException(PrintableText.shown(what)
                    + " is a text, such as hexadecimal digits, Base64 or a password, instead of random bytes: decode it,"
                    + " as in HexFormat.of().parseHex(text) or Base64.getDecoder().decode(text), or make a key of random"
                    + " bytes");
        }
    }

    private static boolean isText(byte[] secret, Charset charset) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(secret))
                    .codePoints()
                    .allMatch(charset.equals(StandardCharsets.UTF_8) ? KeyMaterial::isWritten : KeyMaterial::isAscii);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isWritten(int codePoint) {
        return isAscii(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
                    default -> true;
                };
    }

    /** In UTF-16 random bytes are letters of some script too often. */
    private static boolean isAscii(int codePoint) {
        return (codePoint >= ' ' && codePoint < 0x7F) || codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }
}

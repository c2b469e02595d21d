// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import dev.semel.json.JsonException;
import dev.semel.model.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of canonical bytes. With a digest it keeps only what may still be moved: the rest is fed into the digest.
 * Texts are encoded in slices, so that a long one needs no copy. Not thread-safe; made for one value.
 */
final class CanonicalBytes {

    /** The most characters that are encoded at once. */
    private static final int SLICE = 2048;

    /** The most bytes of one character: those of an escape. */
    private static final int LONGEST = 6;

    private static final String HEX = "0123456789abcdef";
    private final @Nullable Sha256 digest;
    private byte[] out = new byte[256];
    private int length;
    private char[] chars = new char[64];

    /** The open objects and sets whose parts may be moved. */
    private int held;

    CanonicalBytes(@Nullable Sha256 digest) {
        this.digest = digest;
    }

    byte[] toBytes() {
        return Arrays.copyOf(out, length);
    }

    /** {@return the buffer itself, until the next byte is written} */
    byte[] array() {
        return out;
    }

    int length() {
        return length;
    }

    /** Keeps all bytes in the buffer until {@link #release}. */
    void hold() {
        held++;
    }

    void release() {
        held--;
    }

    /** Feeds the digest with a buffer that is worth it. */
    void drain() {
        if (digest != null && held == 0 && length >= SLICE) {
            finish();
        }
    }

    /** Feeds the digest with all that is left. */
    void finish() {
        if (digest != null) {
            digest.plain(out, 0, length);
            length = 0;
        }
    }

    void ascii(char c) {
        reserve(1);
        out[length++] = (byte) c;
    }

    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            ascii(text.charAt(i));
        }
    }

    void writeString(String value) {
        ascii('"');
        int all = value.length();
        int start = 0;
        while (start < all) {
            int end = Math.min(all, start + SLICE);
            if (end < all && Character.isHighSurrogate(value.charAt(end - 1))) {
                end--; // a pair stays together
            }
            if (chars.length < end - start) {
                chars = new char[Math.min(SLICE, Math.max(all, chars.length * 2))];
            }
            value.getChars(start, end, chars, 0);
            writeCharacters(chars, 0, end - start);
            start = end;
        }
        ascii('"');
    }

    void writeString(char[] value, int from, int to) {
        ascii('"');
        int start = from;
        while (start < to) {
            int end = Math.min(to, start + SLICE);
            if (end < to && Character.isHighSurrogate(value[end - 1])) {
                end--; // a pair stays together
            }
            writeCharacters(value, start, end);
            start = end;
        }
        ascii('"');
    }

    /** Writes a slice of a text, in which no pair of surrogates is cut. */
    private void writeCharacters(char[] value, int start, int end) {
        reserve((long) (end - start) * LONGEST);
        int i = start;
        while (i < end && isPlain(value[i])) {
            out[length++] = (byte) value[i++];
        }
        while (i < end) {
            i = one(value, i, end);
        }
        drain();
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    /**
     * Writes one code point.
     *
     * @return the index after it
     */
    private int one(char[] value, int i, int end) {
        char c = value[i];
        if (isPlain(c)) {
            out[length++] = (byte) c;
        } else if (c < 0x80) {
            writeEscape(c);
        } else if (c < 0x800) {
            out[length++] = (byte) (0xC0 | (c >> 6));
            following(c);
        } else if (!Character.isSurrogate(c)) {
            out[length++] = (byte) (0xE0 | (c >> 12));
            following(c >> 6);
            following(c);
        } else {
            pair(c, i + 1 < end ? value[i + 1] : 0);
            return i + 2;
        }
        return i + 1;
    }

    /** Writes a byte of UTF-8 after a code point's first. */
    private void following(int bits) {
        out[length++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void writeEscape(char c) {
        int letter = "\b\t\n\f\r\"\\".indexOf(c);
        out[length++] = '\\';
        if (letter >= 0) {
            out[length++] = (byte) "btnfr\"\\".charAt(letter);
            return;
        }
        out[length++] = 'u';
        out[length++] = '0';
        out[length++] = '0';
        out[length++] = (byte) HEX.charAt(c >> 4);
        out[length++] = (byte) HEX.charAt(c & 0xF);
    }

    private void pair(char high, char low) {
        if (!Character.isSurrogatePair(high, low)) {
            throw JsonException.refused(
                    "A string or a name has an unpaired surrogate, which has no exact UTF-8 encoding");
        }
        int point = Character.toCodePoint(high, low);
        out[length++] = (byte) (0xF0 | (point >> 18));
        following(point >> 12);
        following(point >> 6);
        following(point);
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > out.length) {
            if (needed > Integer.MAX_VALUE - 16) {
                throw JsonException.refused("Canonical JSON would be larger than an array can be");
            }
            out = Arrays.copyOf(out, (int) Math.min(Math.max(needed, out.length * 2L), Integer.MAX_VALUE - 16));
        }
    }
}

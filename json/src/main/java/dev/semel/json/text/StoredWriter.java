// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import dev.semel.json.JsonException;
import dev.semel.model.Blob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A buffer that collects one JSON value as the UTF-8 bytes that Jackson's generator writes by default: members in the
 * order of their arrival, numbers as Java spells them (NaN and infinities as texts), halves of surrogate pairs as
 * escapes. Not thread-safe; made for one value.
 */
public final class StoredWriter implements JsonOutput {

    /** The most digits of a number: reading takes time by their square. */
    public static final int MOST_DIGITS = 1_000_000;

    /** The deepest nesting: Jackson's default for writing. */
    private static final int MAX_DEPTH = 1000;

    /** The most characters that are encoded at once. */
    private static final int SLICE = 2048;

    /** The most bytes of one character: those of an escape. */
    private static final int LONGEST = 6;

    /** The bytes behind a text that are reserved with it, so that what follows a large one makes no larger copy. */
    private static final int ROOM = 64;

    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private static final String HEX = "0123456789ABCDEF";

    private byte[] out = new byte[256];
    private int length;
    private int depth;
    private boolean followsValue;
    private boolean unusual;

    /** A writer into a buffer. */
    public StoredWriter() {}

    /** {@return the bytes written so far} */
    public Blob toBlob() {
        return Blob.of(out, 0, length);
    }

    /** {@return whether there may be a name or a number that Jackson writes and does not read} */
    public boolean isUnusual() {
        return unusual || length > MOST_DIGITS;
    }

    @Override
    public void startObject(boolean sorted) {
        start('{');
    }

    @Override
    public void name(String name) {
        comma();
        text(name);
        ascii(':');
    }

    @Override
    public void endObject() {
        end('}');
    }

    @Override
    public void startArray(boolean unordered) {
        start('[');
    }

    @Override
    public void endArray() {
        end(']');
    }

    @Override
    public void string(String value) {
        comma();
        text(value);
        followsValue = true;
    }

    @Override
    public void string(char[] value, int start, int count) {
        string(new String(value, start, count));
    }

    @Override
    public void number(long value) {
        literal(Long.toString(value));
    }

    @Override
    public void number(double value) {
        String text = Double.toString(value);
        if (Double.isFinite(value)) {
            literal(text);
        } else {
            string(text);
        }
    }

    @Override
    public void number(float value) {
        String text = Float.toString(value);
        if (Float.isFinite(value)) {
            literal(text);
        } else {
            string(text);
        }
    }

    @Override
    public void number(BigInteger value) {
        literal(value.toString());
    }

    @Override
    public void number(BigDecimal value) {
        literal(value.toString());
    }

    @Override
    public void literal(String literal) {
        comma();
        reserve(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            out[length++] = (byte) literal.charAt(i);
        }
        followsValue = true;
    }

    @Override
    public void canonical(String json) {
        comma();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
        followsValue = true;
        unusual = true; // written elsewhere, so not checked
    }

    private void start(char bracket) {
        if (depth == MAX_DEPTH) {
            throw JsonException.refused("JSON has " + (depth + 1) + " levels or more, and the limit is " + MAX_DEPTH
                    + "; or an object graph has a cycle");
        }
        depth++;
        comma();
        ascii(bracket);
    }

    private void end(char bracket) {
        depth--;
        ascii(bracket);
        followsValue = true;
    }

    /** Begins a member, an element or the value of a member. */
    private void comma() {
        if (followsValue) {
            ascii(',');
            followsValue = false;
        }
    }

    private void ascii(char c) {
        reserve(1);
        out[length++] = (byte) c;
    }

    private void text(String value) {
        ascii('"');
        int all = value.length();
        reserve(all + (long) ROOM); // each character takes a byte at least
        for (int start = plain(value); start < all; start += SLICE) {
            int end = Math.min(all, start + SLICE);
            reserve((long) (end - start) * LONGEST);
            for (int i = start; i < end; i++) {
                one(value.charAt(i));
            }
        }
        ascii('"');
    }

    /**
     * Writes the characters at the beginning that are bytes as they are, for which there is room: all of them, as a
     * rule.
     *
     * @return their number
     */
    private int plain(String value) {
        int i = 0;
        while (i < value.length() && isPlain(value.charAt(i))) {
            out[length++] = (byte) value.charAt(i++);
        }
        return i;
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    /** Writes one character. */
    private void one(char c) {
        if (c < 0x80) {
            if (isPlain(c)) {
                out[length++] = (byte) c;
            } else {
                shortEscape(c);
            }
        } else if (c < 0x800) {
            out[length++] = (byte) (0xC0 | (c >> 6));
            out[length++] = (byte) (0x80 | (c & 0x3F));
        } else if (Character.isSurrogate(c)) {
            escape(c);
            unusual = true;
        } else {
            out[length++] = (byte) (0xE0 | (c >> 12));
            out[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            out[length++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    private void shortEscape(char c) {
        int letter = "\b\t\n\f\r\"\\".indexOf(c);
        if (letter < 0) {
            escape(c);
            return;
        }
        out[length++] = '\\';
        out[length++] = (byte) "btnfr\"\\".charAt(letter);
    }

    private void escape(char c) {
        out[length++] = '\\';
        out[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            out[length++] = (byte) HEX.charAt((c >> shift) & 0xF);
        }
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > out.length) {
            if (needed > LARGEST) {
                throw JsonException.refused("JSON would be larger than an array can be");
            }
            out = Arrays.copyOf(out, (int) Math.min(Math.max(needed, out.length * 2L), LARGEST));
        }
    }
}

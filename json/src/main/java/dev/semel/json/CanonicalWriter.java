// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * A buffer that collects one JSON value as canonical UTF-8 bytes. Members, and elements of sets, are written in the
 * order of their arrival and remembered by their offsets. If the order was wrong, they are moved once, when their
 * object or set ends. Ordered input therefore costs one pass without a tree, and the worst case is bytes × depth, with
 * limited depth. It is iterative, so depth needs no stack. Calls must be balanced, as Jackson's parsers and generators
 * guarantee. Not thread-safe; made for one value.
 */
final class CanonicalWriter {

    /** The deepest nesting: Jackson's default for reading. */
    static final int MAX_DEPTH = 1000;

    /**
     * The most bytes that are moved in all. A payload of several megabytes in a thousand levels, each out of order,
     * would otherwise take seconds.
     */
    static final long MAX_MOVED = 256L << 20;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final Comparator<Part> BY_NAME = Comparator.comparing(part -> part.name);

    private byte[] out = new byte[512];
    private int length;
    private char[] chars = new char[64];
    private Frame[] frames = new Frame[8];
    private int depth;
    private long bytesMoved;
    private Part[] parts = new Part[16];
    private int partCount;

    /** {@return the bytes written so far} */
    byte[] toBytes() {
        return Arrays.copyOf(out, length);
    }

    void startObject() {
        beforeValue();
        push(Kind.OBJECT);
        ascii('{');
    }

    /** Starts a member. A name that its object already has is refused when the object ends. */
    void name(String name) {
        Frame frame = frames[depth - 1];
        if (frame.size++ > 0) {
            frame.ordered &= name.compareTo(parts[partCount - 1].name) > 0;
            parts[partCount - 1].end = length;
            ascii(',');
        }
        addPart(name);
        writeString(name);
        ascii(':');
    }

    void endObject() {
        Frame frame = pop();
        if (!frame.ordered) {
            sort(frame, BY_NAME);
            for (int i = frame.firstPart + 1; i < partCount; i++) {
                if (parts[i].name.equals(parts[i - 1].name)) {
                    throw JsonException.refused(
                            "An object has two members of the same name: which one counts is undefined");
                }
            }
            rearrange(frame);
        }
        drop(frame);
        ascii('}');
    }

    void startArray() {
        beforeValue();
        push(Kind.ARRAY);
        ascii('[');
    }

    /**
     * Declares that the array that was just started has no order: it will be sorted by its elements' canonical bytes.
     */
    void markUnordered() {
        frames[depth - 1].kind = Kind.SET;
    }

    void endArray() {
        Frame frame = pop();
        if (frame.kind == Kind.SET && frame.size > 1) {
            sort(frame, (a, b) -> Arrays.compareUnsigned(out, a.start, a.end, out, b.start, b.end));
            rearrange(frame);
        }
        drop(frame);
        ascii(']');
    }

    void string(String value) {
        beforeValue();
        writeString(value);
    }

    void string(char[] value, int start, int count) {
        beforeValue();
        writeString(value, start, start + count);
    }

    /** Writes a number from its decimal text. */
    void number(String text) {
        number(charsOf(text), 0, text.length());
    }

    void number(char[] text, int start, int count) {
        beforeValue();
        CanonicalNumber.write(text, start, count, this);
    }

    void number(long value) {
        beforeValue();
        ascii(Long.toString(value)); // at most 19 digits, so plain in canonical form
    }

    /** Writes {@code true}, {@code false} or {@code null}. */
    void literal(String literal) {
        beforeValue();
        ascii(literal);
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

    private void beforeValue() {
        if (depth == 0) {
            return;
        }
        Frame frame = frames[depth - 1];
        if (frame.kind == Kind.OBJECT) {
            return;
        }
        if (frame.size++ > 0) {
            if (frame.kind == Kind.SET) {
                parts[partCount - 1].end = length;
            }
            ascii(',');
        }
        if (frame.kind == Kind.SET) {
            addPart("");
        }
    }

    private void push(Kind kind) {
        if (depth == MAX_DEPTH) {
            throw JsonException.refused("JSON has " + (depth + 1) + " levels or more, and the limit is " + MAX_DEPTH
                    + "; or an object graph has a cycle");
        }
        if (depth == frames.length) {
            frames = Arrays.copyOf(frames, depth * 2);
        }
        frames[depth++] = new Frame(kind, partCount);
    }

    /** {@return the innermost frame, which is left; its last part has ended and its parts are still there} */
    private Frame pop() {
        Frame frame = Objects.requireNonNull(frames[--depth]);
        if (partCount > frame.firstPart) {
            parts[partCount - 1].end = length;
        }
        return frame;
    }

    private void drop(Frame frame) {
        Arrays.fill(parts, frame.firstPart, partCount, null); // releases the names
        partCount = frame.firstPart;
    }

    private void addPart(String name) {
        if (partCount == parts.length) {
            parts = Arrays.copyOf(parts, partCount * 2);
        }
        parts[partCount++] = new Part(name, length);
    }

    private void sort(Frame frame, Comparator<Part> order) {
        Arrays.sort(parts, frame.firstPart, partCount, order);
    }

    /** Moves the bytes of the frame's parts into the order of the parts. */
    private void rearrange(Frame frame) {
        int start = Integer.MAX_VALUE;
        for (int i = frame.firstPart; i < partCount; i++) {
            start = Math.min(start, parts[i].start);
        }
        bytesMoved += length - start;
        if (bytesMoved > MAX_MOVED) {
            throw JsonException.refused(
                    "JSON is large, nested deeply and not in order of names: sorting it would move more" + " than "
                            + MAX_MOVED + " bytes");
        }
        byte[] moved = new byte[length - start];
        int at = 0;
        for (int i = frame.firstPart; i < partCount; i++) {
            if (at > 0) {
                moved[at++] = ',';
            }
            Part part = parts[i];
            System.arraycopy(out, part.start, moved, at, part.end - part.start);
            at += part.end - part.start;
        }
        System.arraycopy(moved, 0, out, start, at);
    }

    private char[] charsOf(String text) {
        int count = text.length();
        if (count > chars.length) {
            chars = new char[Math.max(count, chars.length * 2)];
        }
        text.getChars(0, count, chars, 0);
        return chars;
    }

    private void writeString(String value) {
        writeString(charsOf(value), 0, value.length());
    }

    private void writeString(char[] value, int start, int end) {
        reserve((long) end - start + 2);
        out[length++] = '"';
        int i = start;
        while (i < end && isPlain(value[i])) {
            out[length++] = (byte) value[i++];
        }
        while (i < end) {
            i = one(value, i, end);
        }
        ascii('"');
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
        reserve((long) end - i + 8);
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
        out[length++] = HEX[c >> 4];
        out[length++] = HEX[c & 0xF];
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

    private enum Kind {
        OBJECT,
        ARRAY,
        SET
    }

    private static final class Frame {
        private Kind kind;
        private final int firstPart;
        private int size;
        private boolean ordered = true;

        Frame(Kind kind, int firstPart) {
            this.kind = kind;
            this.firstPart = firstPart;
        }
    }

    /** A member, or an element of a set: the bytes from start to end, without commas. */
    private static final class Part {
        private final String name;
        private final int start;
        private int end;

        Part(String name, int start) {
            this.name = name;
            this.start = start;
        }
    }
}

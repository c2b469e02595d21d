// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import dev.semel.json.JsonException;
import dev.semel.model.Sha256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * A buffer that collects one JSON value as canonical UTF-8 bytes, or feeds them into a digest as soon as no later
 * member can move them. Members, and elements of sets, are written in the order of their arrival and remembered by
 * their offsets. If the order was wrong, they are moved once, when their
 * object or set ends. Ordered input therefore costs one pass without a tree, and the worst case is bytes × depth, with
 * limited depth. It is iterative, so depth needs no stack. Calls must be balanced, as Jackson's parsers and generators
 * guarantee. Not thread-safe; made for one value.
 */
public final class CanonicalWriter implements JsonOutput {

    /** The deepest nesting: Jackson's default for reading. */
    public static final int MAX_DEPTH = 1000;

    /**
     * The most bytes that are moved in all. A payload of several megabytes in a thousand levels, each out of order,
     * would otherwise take seconds.
     */
    static final long MAX_MOVED = 256L << 20;

    private final CanonicalBytes out;
    private char[] chars = new char[64];
    private Frame[] frames = new Frame[8];
    private int depth;
    private long bytesMoved;
    private Part[] parts = new Part[16];
    private int partCount;

    /** A writer into a buffer. */
    public CanonicalWriter() {
        out = new CanonicalBytes(null);
    }

    /** A writer into a digest; {@link #finish} feeds the rest. */
    public CanonicalWriter(Sha256 digest) {
        out = new CanonicalBytes(digest);
    }

    /** {@return the bytes written so far} */
    public byte[] toBytes() {
        return out.toBytes();
    }

    /** Feeds the digest with what is left of the value. */
    public void finish() {
        out.finish();
    }

    /** Starts an object. Of one whose members will come in the order of their names nothing will be moved. */
    @Override
    public void startObject(boolean sorted) {
        beforeValue();
        push(sorted ? Kind.SORTED_OBJECT : Kind.OBJECT);
        if (!sorted) {
            out.hold();
        }
        ascii('{');
    }

    /** Starts a member. A name that its object already has is refused, at the latest when the object ends. */
    @Override
    public void name(String name) {
        Frame frame = frames[depth - 1];
        if (frame.kind == Kind.SORTED_OBJECT) {
            nextName(frame, name);
            return;
        }
        if (frame.size++ > 0) {
            frame.ordered &= name.compareTo(parts[partCount - 1].name) > 0;
            parts[partCount - 1].end = out.length();
            ascii(',');
        }
        addPart(name);
        out.writeString(name);
        ascii(':');
    }

    private void nextName(Frame frame, String name) {
        if (frame.size++ > 0) {
            int order = name.compareTo(frame.lastName);
            if (order == 0) {
                throw repeatedName(depth);
            }
            if (order < 0) {
                throw new IllegalStateException("members of a sorted object come in the order of their names");
            }
            ascii(',');
        }
        frame.lastName = name;
        out.writeString(name);
        ascii(':');
    }

    private JsonException repeatedName(int level) {
        return JsonException.refused("An object on level " + level
                + " has two members of the same name: which one counts" + " is undefined");
    }

    @Override
    public void endObject() {
        Frame frame = pop();
        if (!frame.ordered) {
            sort(frame, Comparator.comparing(part -> part.name));
            for (int i = frame.firstPart + 1; i < partCount; i++) {
                if (parts[i].name.equals(parts[i - 1].name)) {
                    throw repeatedName(depth + 1);
                }
            }
            rearrange(frame);
        }
        drop(frame);
        ascii('}');
    }

    /** Starts an array. One without an order will be sorted by its elements' canonical bytes. */
    @Override
    public void startArray(boolean unordered) {
        beforeValue();
        push(unordered ? Kind.SET : Kind.ARRAY);
        ascii('[');
        if (unordered) {
            out.hold();
        }
    }

    @Override
    public void endArray() {
        Frame frame = pop();
        if (frame.kind == Kind.SET && frame.size > 1) {
            sort(frame, (a, b) -> Arrays.compareUnsigned(out.array(), a.start, a.end, out.array(), b.start, b.end));
            rearrange(frame);
        }
        drop(frame);
        ascii(']');
    }

    @Override
    public void string(String value) {
        beforeValue();
        out.writeString(value);
    }

    @Override
    public void string(char[] value, int start, int count) {
        beforeValue();
        out.writeString(value, start, start + count);
    }

    /** Writes a number from its decimal text. */
    public void number(String text) {
        number(charsOf(text), 0, text.length());
    }

    public void number(char[] text, int start, int count) {
        beforeValue();
        CanonicalNumber.write(text, start, count, this);
    }

    /** Writes a whole number of any size. */
    @Override
    public void number(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            number(value.longValue());
            return;
        }
        // 3 bits are less than one digit, so a number that is too long is refused before it is converted to text
        if (value.bitLength() / 3 > 2 * CanonicalNumber.MAX_LENGTH) {
            throw tooLong();
        }
        number(value.toString());
    }

    @Override
    public void number(double value) {
        number(Double.toString(value));
    }

    @Override
    public void number(float value) {
        number(Float.toString(value));
    }

    /** Writes a decimal number. */
    @Override
    public void number(BigDecimal value) {
        if (value.precision() > CanonicalNumber.MAX_LENGTH) {
            throw tooLong();
        }
        number(value.toString());
    }

    private static JsonException tooLong() {
        return JsonException.refused("A number has more than " + CanonicalNumber.MAX_LENGTH + " digits");
    }

    @Override
    public void number(long value) {
        beforeValue();
        ascii(Long.toString(value)); // at most 19 digits, so plain in canonical form
    }

    @Override
    public void literal(String literal) {
        beforeValue();
        ascii(literal);
    }

    /** Writes JSON in canonical form, whatever its form was. */
    @Override
    public void canonical(String json) {
        new JsonText().read(json, parser -> JsonText.copy(parser, this));
    }

    void ascii(char c) {
        out.ascii(c);
    }

    void ascii(String text) {
        out.ascii(text);
    }

    private void beforeValue() {
        out.drain();
        if (depth == 0) {
            return;
        }
        Frame frame = frames[depth - 1];
        if (frame.kind == Kind.OBJECT || frame.kind == Kind.SORTED_OBJECT) {
            return;
        }
        if (frame.size++ > 0) {
            if (frame.kind == Kind.SET) {
                parts[partCount - 1].end = out.length();
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
        if (frame.kind == Kind.OBJECT || frame.kind == Kind.SET) {
            out.release();
        }
        if (partCount > frame.firstPart) {
            parts[partCount - 1].end = out.length();
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
        parts[partCount++] = new Part(name, out.length());
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
        bytesMoved += out.length() - start;
        if (bytesMoved > MAX_MOVED) {
            throw JsonException.refused(
                    "JSON is large, nested deeply and not in order of names: sorting it would move more" + " than "
                            + MAX_MOVED + " bytes");
        }
        byte[] moved = new byte[out.length() - start];
        int at = 0;
        for (int i = frame.firstPart; i < partCount; i++) {
            if (at > 0) {
                moved[at++] = ',';
            }
            Part part = parts[i];
            System.arraycopy(out.array(), part.start, moved, at, part.end - part.start);
            at += part.end - part.start;
        }
        System.arraycopy(moved, 0, out.array(), start, at);
    }

    private char[] charsOf(String text) {
        int count = text.length();
        if (count > chars.length) {
            chars = new char[Math.max(count, chars.length * 2)];
        }
        text.getChars(0, count, chars, 0);
        return chars;
    }

    private enum Kind {
        OBJECT,
        SORTED_OBJECT,
        ARRAY,
        SET
    }

    private static final class Frame {
        private final Kind kind;
        private final int firstPart;
        private int size;
        private boolean ordered = true;
        private String lastName = "";

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

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** An immutable sequence of bytes, possibly empty. Copied in and out; {@code toString} shows its size only. */
public final class Blob {

    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * {@return a copy of {@code bytes} as a blob}
     *
     * @param bytes the bytes
     */
    public static Blob of(byte[] bytes) {
        return new Blob(bytes.clone());
    }

    /**
     * {@return a copy of a part of {@code bytes} as a blob}
     *
     * @param bytes the bytes
     * @param from the index of the first byte
     * @param to the index after the last byte
     * @throws IndexOutOfBoundsException if {@code bytes} has no such part
     */
    public static Blob of(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return new Blob(Arrays.copyOfRange(bytes, from, to));
    }

    /**
     * {@return the UTF-8 encoding of {@code text}, in which unpaired surrogates become {@code ?}}
     *
     * @param text the text
     */
    public static Blob utf8(String text) {
        return new Blob(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the number of bytes} */
    public int size() {
        return bytes.length;
    }

    /** {@return a copy of the bytes} */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** {@return the bytes read as UTF-8, in which malformed parts become U+FFFD} */
    public String toUtf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Adds the bytes to a digest, without a copy. */
    void feed(java.security.MessageDigest digest) {
        digest.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Blob[" + bytes.length + " bytes]";
    }
}

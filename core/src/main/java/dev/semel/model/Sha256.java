// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One SHA-256 computation, over length-prefixed parts, so that no two lists of parts feed the same bytes:
 * {@code "a", "bc"} is not {@code "ab", "c"}. Not thread-safe; made for one use. All computations of a process are by
 * the security provider that had SHA-256 when the first of them began.
 */
public final class Sha256 {

    /** Never fed, only copied: the search for a provider takes more time and memory than a copy. */
    private static final MessageDigest UNFED = unfed();

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final MessageDigest digest;

    /** Begins a computation. */
    public Sha256() {
        digest = copy();
    }

    private static MessageDigest copy() {
        try {
            return (MessageDigest) UNFED.clone();
        } catch (CloneNotSupportedException e) {
            return unfed(); // a provider may have digests that cannot be copied
        }
    }

    private static MessageDigest unfed() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, this one does not", e);
        }
    }

    /**
     * Adds a text as the length of its UTF-8 encoding (4 bytes, big-endian) and that encoding.
     *
     * @param part the next part
     * @return this computation
     * @throws IllegalArgumentException if it has an unpaired surrogate: two texts would feed the same bytes
     */
    public Sha256 text(String part) {
        Text.requireEncodable(part, "part");
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    /**
     * Adds a blob as its bytes alone; for digests of one part, which other tools can then repeat.
     *
     * @param whole the bytes
     * @return this computation
     */
    public Sha256 plain(Blob whole) {
        whole.feed(digest);
        return this;
    }

    /**
     * Adds bytes alone, without their length; for digests of one part that comes in pieces.
     *
     * @param bytes an array
     * @param start the index of the first byte
     * @param count the number of bytes
     * @return this computation
     */
    public Sha256 plain(byte[] bytes, int start, int count) {
        digest.update(bytes, start, count);
        return this;
    }

    /**
     * Adds a number as 8 bytes, big-endian.
     *
     * @param part the next part
     * @return this computation
     */
    public Sha256 number(long part) {
        digest.update(ByteBuffer.allocate(8).putLong(part).array());
        return this;
    }

    /**
     * Adds a blob as its length and its bytes; null as the length -1.
     *
     * @param part the next part
     * @return this computation
     */
    public Sha256 blob(@Nullable Blob part) {
        length(part == null ? -1 : part.size());
        if (part != null) {
            part.feed(digest);
        }
        return this;
    }

    private void length(int bytes) {
        digest.update((byte) (bytes >>> 24));
        digest.update((byte) (bytes >>> 16));
        digest.update((byte) (bytes >>> 8));
        digest.update((byte) bytes);
    }

    /**
     * Ends the computation.
     *
     * @return the 32 bytes of the digest
     */
    public byte[] bytes() {
        return digest.digest();
    }

    /**
     * Ends the computation; 64 lower-case hexadecimal digits.
     *
     * @return the digest as 64 lower-case hexadecimal digits
     */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /**
     * Ends the computation; 43 characters of base64url without padding.
     *
     * @return the digest as 43 characters of base64url without padding
     */
    public String base64Url() {
        return BASE64_URL.encodeToString(bytes());
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values of texts, numbers, moments and bytes. */
final class Values {

    private static final String NEITHER = "bytes are neither a text nor binary";

    /** The replacement of bytes that are not UTF-8; it may also stand for itself. */
    private static final char REPLACEMENT = '\uFFFD';

    /** 0 to 3. Formats, fences, attempts, generations and revisions nearly always are one of them. */
    private static final List<AttributeValue> SMALL = List.of(
            AttributeValue.fromN("0"), AttributeValue.fromN("1"), AttributeValue.fromN("2"), AttributeValue.fromN("3"));

    private Values() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return value >= 0 && value < SMALL.size() ? SMALL.get((int) value) : AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue millis(Instant moment) {
        return number(moment.toEpochMilli());
    }

    static AttributeValue seconds(Instant moment) {
        return number(moment.getEpochSecond());
    }

    /**
     * {@return the attribute value of bytes: a readable text if they are UTF-8, which reads back as the same bytes
     * (S10), otherwise binary}
     */
    static AttributeValue bytes(Blob blob) {
        byte[] bytes = blob.toByteArray();
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        if (decoded.indexOf(REPLACEMENT) < 0) {
            return text(decoded); // nothing was replaced: the usual case, and the fast one
        }
        try {
            return text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return wrapped(bytes);
        }
    }

    /** {@return these bytes, not copied; the caller gives the array away} */
    static AttributeValue wrapped(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
    }

    /** {@return the bytes of a text or binary value; the caller must not modify them} */
    static byte[] unwrapped(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8);
            case B -> value.b().asByteArrayUnsafe();
            default -> throw new UnreadableItemException(NEITHER);
        };
    }

    /** {@return the bytes of a text or binary value} */
    static Blob blob(AttributeValue value) {
        return switch (value.type()) {
            case S -> Blob.utf8(value.s());
            case B -> Blob.of(value.b().asByteArrayUnsafe());
            default -> throw new UnreadableItemException(NEITHER);
        };
    }
}

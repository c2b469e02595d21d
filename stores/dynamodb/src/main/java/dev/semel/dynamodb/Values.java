// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values of texts, numbers, moments and bytes. */
final class Values {

    private static final String NEITHER = "bytes are neither a text nor binary";

    /** What stands for bytes that are no UTF-8, or for itself. */
    private static final char REPLACEMENT = '\uFFFD';

    private Values() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue millis(Instant moment) {
        return number(moment.toEpochMilli());
    }

    static AttributeValue seconds(Instant moment) {
        return number(moment.getEpochSecond());
    }

    /** S10: bytes that are UTF-8 as a text, which reads back as the same bytes and people can see; others as they are. */
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

    /** Returns these bytes, not copied: the array is given away. */
    static AttributeValue wrapped(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
    }

    /** Returns the bytes of a text or of bytes, to be read only. */
    static byte[] unwrapped(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8);
            case B -> value.b().asByteArrayUnsafe();
            default -> throw new UnreadableItemException(NEITHER);
        };
    }

    /** Returns the bytes of a text or of bytes. */
    static Blob blob(AttributeValue value) {
        return switch (value.type()) {
            case S -> Blob.utf8(value.s());
            case B -> Blob.of(value.b().asByteArrayUnsafe());
            default -> throw new UnreadableItemException(NEITHER);
        };
    }
}

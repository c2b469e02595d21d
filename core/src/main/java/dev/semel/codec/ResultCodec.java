// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.Outcome;
import dev.semel.model.Blob;
import java.util.Optional;

/**
 * Turns results into stored bytes and back. A null result never reaches a codec: the engine stores it as null.
 * Implementations are thread-safe. An exception is reported as {@link Outcome.NotRecorded} when encoding, as {@link
 * Outcome.ResultUnavailable} when decoding; it never leads to another execution. Null counts as an exception.
 */
public interface ResultCodec {

    /**
     * {@return the bytes of a value}
     *
     * @param value the value; never null
     * @param type the declared type
     * @param <T> the type of the value
     */
    <T> Blob encode(T value, TypeRef<T> type);

    /**
     * {@return the value of bytes that {@link #encode} made, now or in an earlier version of the program}
     *
     * @param bytes as stored
     * @param type the declared type
     * @param <T> the type of the value
     */
    <T> T decode(Blob bytes, TypeRef<T> type);

    /**
     * {@return whether this codec can handle a type, so that an operation with another one is refused when it is built}
     *
     * @param type the type
     */
    boolean supports(TypeRef<?> type);

    /**
     * {@return why this codec cannot handle a type, and what to do; empty if it can} It ends the message of an
     * operation that is refused when it is built, after "result of type ... cannot be stored: ".
     *
     * @param type the type
     */
    default Optional<String> whyUnsupported(TypeRef<?> type) {
        return supports(type)
                ? Optional.empty()
                : Optional.of("this engine's codec cannot write the type and read it back; declare another type");
    }

    /**
     * {@return this codec for operations with {@link dev.semel.OperationBuilder#answersAsStored}} It may take types and
     * values that come back as other ones, since every caller gets what was read back. It is asked for once per
     * call. Default: this codec.
     */
    default ResultCodec forAnswersAsStored() {
        return this;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.Outcome;
import dev.semel.model.Blob;

/**
 * Changes encoded values on their way to the store and back: for encryption. Results, final failures and the values of
 * recovery points pass through it. A null value has no bytes and does not. Implementations are thread-safe.
 *
 * <p>An exception of {@link #wrap} means that the value cannot be recorded, as one of a codec; an exception of {@link
 * #unwrap} is reported as {@link Outcome.ResultUnavailable} and never leads to another execution.
 */
public interface Wrapping {

    /**
     * {@return the bytes that are stored instead of {@code encoded}}
     *
     * @param encoded the bytes of the codec
     * @param context the record and the part of it that the bytes are for
     */
    Blob wrap(Blob encoded, RecordContext context);

    /**
     * {@return the bytes that were given to {@link #wrap}, or others for the codec to read}
     *
     * @param stored the stored bytes
     * @param context the record and the part of it where the bytes were found
     */
    Blob unwrap(Blob stored, RecordContext context);
}

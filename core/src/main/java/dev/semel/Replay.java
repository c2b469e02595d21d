// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives a duplicate a fresh value instead of the stored one, for example by reading the order again.
 *
 * @param <I> the input
 * @param <R> the result
 */
@FunctionalInterface
public interface Replay<I, R> {

    /**
     * {@return the value for the duplicate} An exception goes to the caller; the record is unchanged.
     *
     * @param input the duplicate's input
     * @param record the completed record; its result may be missing
     * @throws Exception if there is no value; it goes to the caller
     */
    @Nullable
    R value(I input, IdempotencyRecord.Completed record) throws Exception;
}

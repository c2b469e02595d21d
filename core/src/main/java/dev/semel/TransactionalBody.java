// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/**
 * The work of a transactional operation: decides, and returns the writes. It makes no effect by itself, because it also
 * runs in duplicates, whose writes are then discarded. It may read.
 *
 * @param <I> the input
 * @param <R> the result
 * @param <W> the effects, in the store's own terms
 */
@FunctionalInterface
public interface TransactionalBody<I, R, W> {

    /**
     * {@return the result and the writes, on the caller's thread} Its exception reaches the caller; nothing was
     * written.
     *
     * @param input the input
     * @param context the key, the deadline and the effect keys of the call
     * @throws Exception if the operation fails; nothing was written
     */
    Transaction<R, W> run(I input, TransactionContext context) throws Exception;
}

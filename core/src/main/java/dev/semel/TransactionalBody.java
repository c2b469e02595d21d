// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/**
 * What a transactional operation does: decides, and returns what to write. It makes no effect by itself, for it also runs
 * in duplicates, whose writes are then discarded. It may read.
 *
 * @param <I> the input
 * @param <R> the result
 * @param <W> the effects, in the store's own terms
 */
@FunctionalInterface
public interface TransactionalBody<I, R, W> {

    /** Returns the result and the writes, on the caller's thread. What it throws reaches the caller; nothing was written. */
    Transaction<R, W> run(I input, TransactionContext context) throws Exception;
}

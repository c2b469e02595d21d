// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Outcome;
import dev.semel.model.IdempotencyRecord;

/**
 * The next move of a call after one try to claim or commit.
 *
 * @param <R> the result
 */
sealed interface Next<R> {

    /**
     * The call has ended.
     *
     * @param end the end of the call
     */
    record Answer<R>(CallEnd<R> end) implements Next<R> {}

    /**
     * Claim again: another attempt was executing, and the pause for it is over.
     *
     * @param record the record of the other attempt
     */
    record AfterInProgress<R>(IdempotencyRecord.InProgress record) implements Next<R> {}

    /** Claim again: the claim of this try was lost before the body began. */
    record AfterLostClaim<R>() implements Next<R> {}

    static <R> Next<R> answer(Outcome<R> outcome) {
        return new Answer<>(new CallEnd.Finished<>(outcome));
    }
}

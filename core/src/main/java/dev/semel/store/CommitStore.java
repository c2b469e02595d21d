// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;

/**
 * A store that commits a record together with effects in the same database: all of it or nothing.
 *
 * @param <W> the effects, in the store's own terms
 */
public interface CommitStore<W> extends IdempotencyStore {

    /**
     * Stores a result and makes its effects, in one transaction, without a claim before it.
     *
     * @param request the request
     * @param effects the writes, in the store's own terms
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    CommitVerdict commit(CommitRequest request, W effects, StoreCall call);

    /**
     * Stores a recovery point and makes the effects of its step, in one transaction. After FENCED none were made.
     *
     * @param request the request
     * @param effects the writes, in the store's own terms
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    WriteVerdict checkpoint(WriteRequest.Checkpoint request, W effects, StoreCall call);
}

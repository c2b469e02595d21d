// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;

/** A store that keeps recovery points. */
public interface CheckpointStore extends IdempotencyStore {

    /**
     * Stores a recovery point in the record of the claim. A point once stored never changes: the same name with the
     * same value is APPLIED, with another value FENCED.
     *
     * @param request the request
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call);
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CheckpointStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;

/** A sender of requests of any kind, each with its method of the SPI. */
final class RequestSender {

    private RequestSender() {}

    /**
     * {@return the answer to a write}
     *
     * @throws IllegalArgumentException if it is a checkpoint and the store keeps no recovery points
     */
    static WriteVerdict write(IdempotencyStore store, WriteRequest request, StoreCall call) {
        return switch (request) {
            case WriteRequest.Complete complete -> store.complete(complete, call);
            case WriteRequest.Release release -> store.release(release, call);
            case WriteRequest.Renew renew -> store.renew(renew, call);
            case WriteRequest.Quarantine quarantine -> store.quarantine(quarantine, call);
            case WriteRequest.Resolve resolve -> store.resolve(resolve, call);
            case WriteRequest.Checkpoint checkpoint -> {
                if (!(store instanceof CheckpointStore keeping)) {
                    throw new IllegalArgumentException(store.name() + " keeps no recovery points");
                }
                yield keeping.checkpoint(checkpoint, call);
            }
        };
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Blob;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The most bytes of a value that is stored.
 *
 * @param bytes the most bytes
 */
record SizeLimit(int bytes) {

    SizeLimit {
        if (bytes < 1_000 || bytes > 100_000_000) {
            throw new IllegalArgumentException("largestValue must be 1000 to 100000000 bytes, is " + bytes);
        }
    }

    /**
     * Refuses what is too large, before anything is sent (S10).
     *
     * @throws StoreException if it is
     */
    void require(JdbcCall call, WriteRequest request) {
        switch (request) {
            case WriteRequest.Complete complete -> require(call, complete.result());
            case WriteRequest.Checkpoint checkpoint ->
                require(call, checkpoint.point().value());
            case WriteRequest.Resolve resolve -> {
                if (resolve.resolution() instanceof WriteRequest.Resolution.WithResult result) {
                    require(call, result.result());
                }
            }
            case WriteRequest.Release release -> {}
            case WriteRequest.Renew renew -> {}
            case WriteRequest.Quarantine quarantine -> {}
        }
    }

    void require(JdbcCall call, StoredResult result) {
        switch (result) {
            case StoredResult.Success success -> require(call, success.value());
            case StoredResult.FinalFailure failure -> require(call, failure.value());
            case StoredResult.Missing missing -> {}
        }
    }

    private void require(JdbcCall call, @Nullable Blob value) {
        if (value != null && value.size() > bytes) {
            throw StoreException.tooLarge(
                    call.store(),
                    call.name(),
                    value.size(),
                    bytes,
                    "return a smaller result, such as a reference, or raise largestValue(...)");
        }
    }
}

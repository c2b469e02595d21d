// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;

/** Rows that are written past the store. */
final class GoldenRow {

    private GoldenRow() {}

    /** Writes a completed record long past its window, as a later version would have written it. */
    static void plant(JdbcStore store, Rows rows, IdempotencyKey key, Instant now) {
        StoreCall call = new StoreCall(now.minus(Duration.ofDays(2)), Duration.ofSeconds(30));
        ClaimId id = ClaimId.of(7, now.toEpochMilli());
        Fingerprint fingerprint = Fingerprint.sha256("sha256-contract", Blob.utf8("payload"));
        Duration day = Duration.ofDays(1);
        store.claim(new ClaimRequest(key, id, fingerprint, FingerprintPolicy.REFUSE_INCOMPARABLE, day, day, ""), call);
        store.complete(new WriteRequest.Complete(key, id, new StoredResult.Success(null), day), call);
        rows.execute("UPDATE " + rows.table() + " SET format = 2 WHERE record_id = ?", key.recordId());
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One store, one fresh key and one moment, with defaults for everything that a test does not vary. */
final class Scene {

    static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration RETENTION = Duration.ofHours(1);
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Fingerprint PAYLOAD = Fingerprint.sha256("sha256-json1", Blob.utf8("payload"));

    final DynamoDbStore store;
    final IdempotencyKey key;
    private final CountingClaimIds ids;
    Instant now = START;

    Scene(DynamoDbStore store) {
        this(store, IdempotencyKey.of("scene-" + UUID.randomUUID(), "order-1"));
    }

    Scene(DynamoDbStore store, IdempotencyKey key) {
        this(store, key, CountingClaimIds.ofSeries(UUID.randomUUID().getMostSignificantBits()));
    }

    Scene(DynamoDbStore store, IdempotencyKey key, CountingClaimIds ids) {
        this.store = store;
        this.key = key;
        this.ids = ids;
    }

    ClaimId newId() {
        return ids.next();
    }

    StoreCall call() {
        return new StoreCall(now, Duration.ofSeconds(30));
    }

    ClaimVerdict claim(ClaimId id) {
        return claim(id, FingerprintPolicy.REFUSE_INCOMPARABLE);
    }

    ClaimVerdict claim(ClaimId id, FingerprintPolicy policy) {
        return store.claim(new ClaimRequest(key, id, PAYLOAD, policy, LEASE, RETENTION, "scene"), call());
    }

    InProgress claimed() {
        ClaimVerdict verdict = claim(newId());
        assertThat(verdict).isInstanceOf(ClaimVerdict.Claimed.class);
        return ((ClaimVerdict.Claimed) verdict).record();
    }

    WriteVerdict complete(ClaimId id, StoredResult result) {
        return store.complete(new WriteRequest.Complete(key, id, result, WINDOW), call());
    }

    WriteVerdict release(ClaimId id, Certainty certainty) {
        return store.release(new WriteRequest.Release(key, id, certainty), call());
    }

    WriteVerdict renew(ClaimId id, Duration lease, Duration retention) {
        return store.renew(new WriteRequest.Renew(key, id, lease, retention), call());
    }

    WriteVerdict quarantine(ClaimId id) {
        return store.quarantine(new WriteRequest.Quarantine(key, id, "the bank did not answer"), call());
    }

    WriteVerdict resolve(ClaimId id, WriteRequest.Resolution resolution) {
        return store.resolve(new WriteRequest.Resolve(key, id, resolution), call());
    }

    WriteVerdict checkpoint(ClaimId id, String step, @Nullable Blob value) {
        return store.checkpoint(new WriteRequest.Checkpoint(key, id, new RecoveryPoint(step, value, 1, now)), call());
    }

    CommitVerdict commit(ClaimId id, StoredResult result, boolean takeOver, DynamoDbWrites effects) {
        FingerprintPolicy policy = FingerprintPolicy.REFUSE_INCOMPARABLE;
        return store.commit(
                new CommitRequest(key, id, PAYLOAD, policy, result, WINDOW, takeOver, "scene"), effects, call());
    }

    CommitVerdict commit(ClaimId id, DynamoDbWrites effects) {
        return commit(id, small(), false, effects);
    }

    static Completed committed(CommitVerdict verdict) {
        assertThat(verdict).isInstanceOf(CommitVerdict.Committed.class);
        return ((CommitVerdict.Committed) verdict).record();
    }

    IdempotencyRecord found() {
        return store.find(key, call()).orElseThrow();
    }

    static Known applied(WriteVerdict verdict) {
        assertThat(verdict).isInstanceOf(WriteVerdict.Applied.class);
        return ((WriteVerdict.Applied) verdict).record();
    }

    static StoredResult success(Blob value) {
        return new StoredResult.Success(value);
    }

    static StoredResult small() {
        return success(Blob.utf8("{\"receipt\":42}"));
    }

    /** {@return bytes that no compression shortens} */
    static Blob noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Blob.of(bytes);
    }
}

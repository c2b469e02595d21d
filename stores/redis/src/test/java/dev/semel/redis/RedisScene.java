// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One store, fresh keys and one moment, with defaults for everything that a test does not vary. */
final class RedisScene {

    static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration RETENTION = Duration.ofHours(1);
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Fingerprint PAYLOAD = Fingerprint.sha256("sha256-json1", Blob.utf8("payload"));

    final RedisStore store;
    final String run;
    final IdempotencyKey key;
    private final CountingClaimIds ids;
    Instant now = START;
    Duration timeout = Duration.ofSeconds(30);

    RedisScene(RedisStore store) {
        this(
                store,
                UUID.randomUUID().toString(),
                CountingClaimIds.ofSeries(UUID.randomUUID().getMostSignificantBits()));
    }

    private RedisScene(RedisStore store, String run, CountingClaimIds ids) {
        this.store = store;
        this.run = run;
        this.ids = ids;
        key = key("order-1");
    }

    /** {@return the same keys and claim ids with another store} */
    RedisScene with(RedisStore other) {
        return new RedisScene(other, run, ids);
    }

    IdempotencyKey key(String value) {
        return IdempotencyKey.of("scene-" + run, value);
    }

    ClaimId newId() {
        return ids.next();
    }

    StoreCall call() {
        return new StoreCall(now, timeout);
    }

    ClaimRequest request(IdempotencyKey of, ClaimId id) {
        return new ClaimRequest(of, id, PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE, LEASE, RETENTION, "scene");
    }

    List<ClaimRequest> requests(int number) {
        List<ClaimRequest> requests = new ArrayList<>();
        String batch = UUID.randomUUID().toString();
        for (int i = 0; i < number; i++) {
            requests.add(request(key(batch + i), newId()));
        }
        return requests;
    }

    ClaimVerdict claim(ClaimId id) {
        return store.claim(request(key, id), call());
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

    WriteVerdict quarantine(ClaimId id) {
        return store.quarantine(new WriteRequest.Quarantine(key, id, "the bank did not answer"), call());
    }

    WriteVerdict checkpoint(ClaimId id, String step, @Nullable Blob value) {
        return store.checkpoint(new WriteRequest.Checkpoint(key, id, new RecoveryPoint(step, value, 1, now)), call());
    }

    IdempotencyRecord found() {
        return store.find(key, call()).orElseThrow();
    }

    static Known applied(WriteVerdict verdict) {
        assertThat(verdict).isInstanceOf(WriteVerdict.Applied.class);
        return ((WriteVerdict.Applied) verdict).record();
    }

    static StoredResult small() {
        return new StoredResult.Success(Blob.utf8("{\"receipt\":42}"));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** The storage format, pinned: what each step writes, and what such a hash is read as. */
@ExtendWith(RedisServers.class)
class GoldenHashesTest {

    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00.250Z");
    private static final ClaimId ID = ClaimId.of(7, 42);
    private static final IdempotencyKey KEY = new IdempotencyKey("shop", "charge", "order 42");
    private static final StoreCall CALL = new StoreCall(NOW, Duration.ofSeconds(30));
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final LocalRedis server;
    private final RedisStore store;

    GoldenHashesTest(LocalRedis server) {
        this.server = server;
        store = RedisStore.builder(JedisConnector.of(server.jedis()))
                .prefix("golden:")
                .clock(StoreClock.CALLER)
                .build();
    }

    @BeforeEach
    void claim() {
        try (Jedis admin = server.admin()) {
            admin.del("golden:{shop/charge/order%2042}");
        }
        store.claim(
                new ClaimRequest(
                        KEY,
                        ID,
                        Fingerprint.sha256("sha256-json1", Blob.utf8("payload")),
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(30),
                        Duration.ofHours(1),
                        "orders"),
                CALL);
    }

    @Test
    void aClaim() {
        expect("in-progress.txt");
    }

    @Test
    void aClaimWithRecoveryPoints() {
        point("charge", Blob.utf8("payment 7"));
        point("mail", null);
        expect("in-progress-with-recovery-points.txt");
    }

    @Test
    void aCompletion() {
        complete(new StoredResult.Success(Blob.utf8("{\"receipt\":42}")));
        expect("completed.txt");
    }

    @Test
    void aCompletionWithoutResult() {
        complete(new StoredResult.Success(null));
        expect("completed-without-result.txt");
    }

    @Test
    void aFinalFailure() {
        complete(new StoredResult.FinalFailure("card.declined", Blob.utf8("insufficient funds")));
        expect("failed.txt");
    }

    @Test
    void aResultThatIsNotKept() {
        complete(StoredResult.Missing.unencodable("not kept by policy"));
        expect("missing.txt");
    }

    @Test
    void aRelease() {
        store.release(new WriteRequest.Release(KEY, ID, Certainty.NOT_EXECUTED), CALL);
        expect("released.txt");
    }

    @Test
    void aQuarantine() {
        store.quarantine(new WriteRequest.Quarantine(KEY, ID, "the bank did not answer"), CALL);
        expect("quarantined.txt");
    }

    private void point(String name, @Nullable Blob value) {
        store.checkpoint(new WriteRequest.Checkpoint(KEY, ID, new RecoveryPoint(name, value, 1, NOW)), CALL);
    }

    private void complete(StoredResult result) {
        store.complete(new WriteRequest.Complete(KEY, ID, result, WINDOW), CALL);
    }

    /** Expects that the hash is the pinned one, and that the pinned one is read as the same record. */
    private void expect(String file) {
        Optional<IdempotencyRecord> written = store.find(KEY, CALL);
        IdempotencyKey copy = new IdempotencyKey("shop", "charge", "copy of " + file);
        String key = RedisListing.key("golden:", copy.recordId());
        try (Jedis admin = server.admin()) {
            Map<String, String> fields = admin.hgetAll("golden:{shop/charge/order%2042}");
            assertThat(GoldenHash.write(fields)).isEqualTo(GoldenHash.write(GoldenHash.read(file)));
            admin.hset(key, GoldenHash.read(file));
        }
        assertThat(store.find(copy, CALL)).isPresent().isEqualTo(written);
    }
}

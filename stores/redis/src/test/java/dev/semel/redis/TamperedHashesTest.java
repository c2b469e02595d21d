// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteVerdict;
import dev.semel.store.ListingStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/** Hashes that the store did not write so: S12, nothing is executed over them and nothing changes them. */
@ExtendWith(RedisServers.class)
class TamperedHashesTest {

    private static final String PREFIX = "tampered:";

    private final LocalRedis server;
    private final RedisScene scene;
    private final String hash;

    TamperedHashesTest(LocalRedis server) {
        this.server = server;
        scene = new RedisScene(RedisStore.builder(JedisConnector.of(server.jedis()))
                .prefix(PREFIX)
                .clock(StoreClock.CALLER)
                .build());
        hash = RedisListing.key(PREFIX, scene.key.recordId());
    }

    @ParameterizedTest
    @CsvSource({
        "format, ''",
        "format, 2",
        "state, LOCKED",
        "claim, -",
        "fence, many",
        "fence, 1e15",
        "attempt, ''",
        "generation, x",
        "revision, -",
        "claimed_at, soon",
        "certainty, MAYBE",
        "lease, x",
        "until, x",
        "algorithm, -"
    })
    void S12_aHashWithAWrongFieldIsNeverTakenOver(String field, String value) {
        ClaimId id = scene.claimed().claim().id();
        tamper(field, value);
        Map<String, String> before = fields();
        scene.now = scene.now.plus(Duration.ofDays(3650)); // past everything
        assertThat(scene.found()).isInstanceOf(Unreadable.class);
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Unreadable.class);
        assertThat(scene.complete(id, RedisScene.small())).isInstanceOf(WriteVerdict.Fenced.class);
        assertThat(fields()).isEqualTo(before);
    }

    @Test
    void S12_aValueOfAnotherTypeIsUnreadableAndStays() {
        try (Jedis admin = server.admin()) {
            admin.set(hash, "a counter of another program");
        }
        assertThat(scene.found()).isInstanceOf(Unreadable.class);
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Unreadable.class);
        assertThat(scene.complete(scene.newId(), RedisScene.small())).isEqualTo(new WriteVerdict.Fenced(scene.found()));
        assertThat(scene.store
                        .list(new ListingStore.Query(scene.key.recordId(), 10, ""), scene.call())
                        .entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.record()).isInstanceOf(Unreadable.class));
    }

    @Test
    void S12_aResultWhoseBytesWereChangedIsReportedAsMissingAndStaysCompleted() {
        scene.complete(scene.claimed().claim().id(), RedisScene.small());
        tamper("data", "{\"receipt\":43}");
        assertThat(scene.claim(scene.newId()))
                .isInstanceOfSatisfying(
                        ClaimVerdict.Completed.class,
                        completed -> assertThat(completed.record().result()).isInstanceOf(StoredResult.Missing.class));
        assertThat(((Completed) scene.found()).result()).isInstanceOf(StoredResult.Missing.class);
    }

    /** Writes a field; a minus deletes it. */
    private void tamper(String field, String value) {
        try (Jedis admin = server.admin()) {
            if (value.equals("-")) {
                admin.hdel(hash, field);
            } else {
                admin.hset(hash, field, value);
            }
        }
    }

    private Map<String, String> fields() {
        try (Jedis admin = server.admin()) {
            return admin.hgetAll(hash);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** {@code WAIT}: a write counts as answered when enough replicas have it. */
class ReplicaWaitTest {

    private final LocalRedis primary = LocalRedis.start();
    private final LocalRedis replica = LocalRedis.startWith(
            "--save",
            "",
            "--replicaof",
            "127.0.0.1",
            Integer.toString(primary.port()),
            "--repl-diskless-sync-delay",
            "0");

    @AfterEach
    void close() {
        replica.close();
        primary.close();
    }

    private static RedisScene waiting(RedisConnector connector) {
        return new RedisScene(RedisStore.builder(connector)
                .clock(StoreClock.CALLER)
                .replicas(new ReplicaWait(1, Duration.ofMillis(300)))
                .build());
    }

    private void awaitReplica() {
        try (Jedis admin = primary.admin()) {
            primary.await(() -> admin.info("replication").contains("state=online"));
        }
    }

    @Test
    void aWriteIsOnTheReplicaWhenItIsAnswered() {
        awaitReplica();
        for (RedisConnector connector :
                List.of(JedisConnector.of(primary.jedis()), LettuceConnector.of(primary.lettuceConnection()))) {
            RedisScene scene = waiting(connector);
            primary.await(() -> claims(scene, scene.newId())
                    || scene.store.find(scene.key, scene.call()).isPresent());
            try (Jedis admin = replica.admin()) {
                for (ClaimRequest request : scene.requests(20)) {
                    if (scene.store.claim(request, scene.call()) instanceof ClaimVerdict.Claimed) {
                        assertThat(admin.exists(
                                        RedisListing.key("semel:", request.key().recordId())))
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void S6_aWriteWithoutItsReplicaIsUnavailableAlsoWhenItIsRepeated() {
        awaitReplica();
        RedisScene scene = waiting(JedisConnector.of(primary.jedis()));
        replica.kill();
        ClaimId id = scene.newId();
        for (int i = 0; i < 3; i++) {
            StoreException e = catchThrowableOfType(StoreException.class, () -> scene.claim(id));
            assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
            assertThat(e).hasMessageContaining("too few replicas");
        }
        assertThat(scene.store.claimAll(scene.requests(2), scene.call()))
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(BatchAnswer.Failed.class));
        replica.launch();
        primary.await(() -> claims(scene, id));
    }

    private static boolean claims(RedisScene scene, ClaimId id) {
        try {
            return scene.claim(id) instanceof ClaimVerdict.Claimed;
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
            return false;
        }
    }

    @Test
    void aConnectorThatCannotWaitIsRefused() {
        RedisStoreBuilder builder = RedisStore.builder(new AnsweringConnector(new RedisReply.Value(null)))
                .replicas(new ReplicaWait(1, Duration.ofSeconds(1)));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave replicas out");
        assertThatThrownBy(() -> new ReplicaWait(1, Duration.ZERO)).hasMessageContaining("at least 1 ms");
        assertThatThrownBy(() -> new ReplicaWait(-1, Duration.ZERO)).hasMessageContaining("must not be negative");
    }
}

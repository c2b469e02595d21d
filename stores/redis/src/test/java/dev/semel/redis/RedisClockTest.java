// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** The clock that decides, the time to live, which only purges, and the slot of a record. */
@ExtendWith(RedisServers.class)
class RedisClockTest {

    private static final String PREFIX = "clock:";
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final LocalRedis server;

    RedisClockTest(LocalRedis server) {
        this.server = server;
    }

    private RedisScene scene(StoreClock clock, Duration purgeDelay) {
        return new RedisScene(RedisStore.builder(JedisConnector.of(server.jedis()))
                .prefix(PREFIX)
                .clock(clock)
                .purgeDelay(purgeDelay)
                .build());
    }

    @Test
    void S4_theServersTimeIsTheFenceWhateverTheCallersClock() {
        RedisScene scene = scene(StoreClock.SERVER, DELAY);
        for (Instant wrong : List.of(Instant.parse("1999-12-31T23:59:59Z"), RedisScene.START)) {
            scene.now = wrong;
            long before = serverMillis();
            InProgress mine = scene.claimed();
            assertThat(mine.claim().claimedAt().toEpochMilli()).isBetween(before, serverMillis());
            assertThat(mine.claim().fence()).isGreaterThanOrEqualTo(before);
            assertThat(mine.leaseExpiresAt()).isEqualTo(mine.claim().claimedAt().plus(RedisScene.LEASE));
            scene.release(mine.claim().id(), Certainty.NOT_EXECUTED);
        }
    }

    @Test
    void S2_aLiveLeaseIsNotTakenOverByACallerWhoseClockIsAhead() {
        RedisScene scene = scene(StoreClock.SERVER, DELAY);
        InProgress mine = scene.claimed();
        scene.now = RedisScene.START.plus(Duration.ofDays(3650));
        assertThat(scene.claim(scene.newId())).isEqualTo(new ClaimVerdict.InProgress(mine));
    }

    @Test
    void S9_theTimeToLiveOutlivesEveryEndByTheDelay() {
        RedisScene scene = scene(StoreClock.CALLER, DELAY);
        ClaimId id = scene.claimed().claim().id();
        expectTimeToLive(scene, RedisScene.RETENTION);
        scene.store.renew(new WriteRequest.Renew(scene.key, id, RedisScene.LEASE, Duration.ofHours(3)), scene.call());
        expectTimeToLive(scene, Duration.ofHours(3));
        scene.complete(id, RedisScene.small());
        expectTimeToLive(scene, RedisScene.WINDOW);
    }

    @Test
    void S9_aQuarantinedRecordHasNoTimeToLiveUntilItIsResolved() {
        RedisScene scene = scene(StoreClock.CALLER, DELAY);
        ClaimId id = scene.claimed().claim().id();
        scene.quarantine(id);
        assertThat(timeToLive(scene)).isEqualTo(-1);
        scene.store.resolve(
                new WriteRequest.Resolve(scene.key, id, new WriteRequest.Resolution.ReExecute(RedisScene.RETENTION)),
                scene.call());
        expectTimeToLive(scene, RedisScene.RETENTION);
    }

    @Test
    void S9_redisPurgesByItself() {
        RedisScene scene = scene(StoreClock.SERVER, Duration.ZERO);
        ClaimId id = scene.claimed().claim().id();
        scene.store.complete(
                new WriteRequest.Complete(scene.key, id, new StoredResult.Success(null), Duration.ofNanos(1)),
                scene.call());
        server.await(() -> scene.store.find(scene.key, scene.call()).isEmpty());
    }

    @Test
    void S13_theRecordIdIsTheHashTagOfItsKey(LocalCluster cluster) {
        String id = new RedisScene(RedisStore.of(JedisConnector.of(server.jedis()))).key.recordId();
        try (Jedis admin = cluster.nodes().get(0).admin()) {
            assertThat(admin.clusterKeySlot(RedisListing.key("semel:", id))).isEqualTo(admin.clusterKeySlot(id));
        }
    }

    private void expectTimeToLive(RedisScene scene, Duration end) {
        long longest = end.plusSeconds(1).plus(DELAY).toMillis() + 1;
        assertThat(timeToLive(scene)).isBetween(longest - 60_000, longest);
    }

    private long timeToLive(RedisScene scene) {
        try (Jedis admin = server.admin()) {
            return admin.pttl(RedisListing.key(PREFIX, scene.key.recordId()));
        }
    }

    private long serverMillis() {
        try (Jedis admin = server.admin()) {
            List<String> time = admin.time();
            return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.StoredResult;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Servers that are away, refuse or evict: a typed error in time, and nothing that was not meant. */
@ExtendWith(RedisServers.class)
class RedisFailuresTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final LocalRedis server;

    RedisFailuresTest(LocalRedis server) {
        this.server = server;
    }

    @Test
    void aRefusedConnectionIsUnavailableInTime() {
        try (RedisClient client = LocalRedis.jedis(LocalRedis.freePort())) {
            expectUnavailableInTime(JedisConnector.of(client));
        }
    }

    @Test
    void aServerThatNeverAnswersIsUnavailableInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RedisClient client = LocalRedis.jedis(silent.getLocalPort())) {
            expectUnavailableInTime(JedisConnector.of(client));
        }
    }

    @Test
    void aServerThatIsKilledIsUnavailableInTimeWithLettuceToo() {
        LocalRedis mortal = LocalRedis.start();
        io.lettuce.core.RedisClient client =
                io.lettuce.core.RedisClient.create(RedisURI.create("127.0.0.1", mortal.port()));
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            RedisScene scene = new RedisScene(RedisStore.builder(LettuceConnector.of(connection))
                    .clock(StoreClock.CALLER)
                    .build());
            scene.claimed();
            mortal.kill();
            expectUnavailableInTime(LettuceConnector.of(connection));
        } finally {
            client.shutdown();
            mortal.close();
        }
    }

    @Test
    void aRequestWhoseTimeWasOverIsNotSentWhenTheConnectionIsBack() {
        LocalRedis mortal = LocalRedis.start();
        io.lettuce.core.RedisClient client =
                io.lettuce.core.RedisClient.create(RedisURI.create("127.0.0.1", mortal.port()));
        client.setOptions(ClientOptions.builder().autoReconnect(true).build());
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            RedisScene scene = new RedisScene(RedisStore.builder(LettuceConnector.of(connection))
                    .clock(StoreClock.CALLER)
                    .build());
            assertThat(scene.store.find(scene.key, scene.call())).isEmpty();
            mortal.kill();
            mortal.await(() -> !connection.isOpen() || isCut(connection));
            scene.timeout = Duration.ofMillis(200);
            assertThat(failure(() -> scene.claim(scene.newId())).reason()).isEqualTo(Reason.UNAVAILABLE);
            mortal.launch();
            scene.timeout = Duration.ofSeconds(30);
            assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Claimed.class);
        } finally {
            client.shutdown();
            mortal.close();
        }
    }

    private static boolean isCut(io.lettuce.core.api.StatefulRedisConnection<byte[], byte[]> connection) {
        try {
            return !connection.async().ping().await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsSentWhenTheTimeIsOver() {
        long[] nanos = {0};
        RedisStore late = RedisStore.builder(JedisConnector.of(server.jedis()))
                .clock(StoreClock.CALLER)
                .ticker(() -> nanos[0] += TIMEOUT.toNanos())
                .build();
        RedisScene scene = new RedisScene(late);
        scene.timeout = TIMEOUT;
        assertThat(failure(() -> scene.claim(scene.newId()))).hasMessageContaining("time is over");
        assertThat(RedisStore.of(JedisConnector.of(server.jedis())).find(scene.key, scene.call()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OOM command not allowed secret, UNAVAILABLE, its memory is full",
        "ERR Error running script (call to f_0a): @user_script:9: @user_script: 9: -OOM secret, UNAVAILABLE, its memory",
        "READONLY You can't write secret, UNAVAILABLE, connect it to the primary",
        "LOADING Redis is loading secret, UNAVAILABLE, LOADING",
        "CLUSTERDOWN secret, UNAVAILABLE, CLUSTERDOWN",
        "MISCONF secret, UNAVAILABLE, cannot write its snapshot",
        "NOPERM this user secret, REFUSED, +evalsha",
        "NOAUTH Authentication secret, REFUSED, give the client's user",
        "ERR unknown command secret, REFUSED, Redis 6.2 or later"
    })
    void whatTheServerAnswersIsRefusedOrUnavailableWithoutItsText(String error, Reason reason, String remedy) {
        RedisScene scene = new RedisScene(RedisStore.of(new AnsweringConnector(new RedisReply.Refusal(error))));
        StoreException e = failure(() -> scene.claim(scene.newId()));
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e)
                .hasMessageContaining("Redis prefix 'semel:'")
                .hasMessageContaining("'claim'")
                .hasMessageContaining(remedy);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("secret");
        }
    }

    @Test
    void S10_aWriteThatIsTooLargeIsRefusedWithTheClaimIntact() {
        RedisScene scene = new RedisScene(RedisStore.builder(JedisConnector.of(server.jedis()))
                .clock(StoreClock.CALLER)
                .largestWrite(16 * 1024)
                .build());
        ClaimId id = scene.claimed().claim().id();
        StoreException e =
                failure(() -> scene.complete(id, new StoredResult.Success(Blob.utf8("secret".repeat(4000)))));
        assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(e).hasMessageContaining("largestWrite(...)");
        assertThat(e.toString()).doesNotContain("secret");
        RedisScene.applied(scene.complete(id, RedisScene.small()));
    }

    @Test
    void aServerThatEvictsIsRefusedUntilItDoesNot() {
        LocalRedis evicting = LocalRedis.startWith("--save", "", "--maxmemory-policy", "allkeys-lru");
        try (Jedis admin = evicting.admin()) {
            JedisConnector connector = JedisConnector.of(evicting.jedis());
            RedisScene scene = new RedisScene(RedisStore.of(connector));
            StoreException e = failure(() -> scene.claim(scene.newId()));
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            assertThat(e).hasMessageContaining("maxmemory-policy allkeys-lru").hasMessageContaining("noeviction");
            RedisScene warned = new RedisScene(
                    RedisStore.builder(connector).eviction(EvictionRule.WARN).build());
            assertThat(warned.claim(warned.newId())).isInstanceOf(ClaimVerdict.Claimed.class);
            admin.configSet("maxmemory-policy", "noeviction");
            assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Claimed.class);
        } finally {
            evicting.close();
        }
    }

    @Test
    void aServerThatDeniesInfoIsRefusedUnlessUnchecked() {
        RedisConnector denying = new AnsweringConnector(new RedisReply.Refusal("NOPERM no permissions"));
        RedisScene scene = new RedisScene(RedisStore.builder(denying).build());
        assertThat(failure(() -> scene.claim(scene.newId()))).hasMessageContaining("NOPERM");
        RedisConnector silent = new AnsweringConnector(new RedisReply.Refusal("NOPERM no permissions")) {
            @Override
            public List<RedisReply> memoryInfo(TimeLeft time) {
                return List.of(new RedisReply.Refusal("NOPERM this user has no permissions"));
            }
        };
        RedisScene second = new RedisScene(RedisStore.of(silent));
        assertThat(failure(() -> second.claim(second.newId()))).hasMessageContaining("INFO memory is denied");
    }

    @Test
    void momentsWhereRedisWouldNotComputeExactlyAreRefused() {
        RedisScene scene = new RedisScene(RedisStore.builder(JedisConnector.of(server.jedis()))
                .clock(StoreClock.CALLER)
                .build());
        scene.now = Instant.ofEpochMilli((1L << 52) - 1);
        assertThat(scene.claimed().claim().fence()).isEqualTo((1L << 52) - 1);
        scene.now = Instant.ofEpochMilli((1L << 52) + 1);
        assertThatThrownBy(() -> scene.claim(scene.newId()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2^52");
    }

    @Test
    void aReplicaIsUnavailableWithTheRemedy() {
        try (LocalRedis replica = LocalRedis.startWith("--replicaof", "127.0.0.1", Integer.toString(server.port()))) {
            RedisScene scene = new RedisScene(RedisStore.of(JedisConnector.of(replica.jedis())));
            try (Jedis admin = replica.admin()) {
                replica.await(() -> admin.info("replication").contains("master_link_status:up"));
            }
            StoreException e = failure(() -> scene.claim(scene.newId()));
            assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(e).hasMessageContaining("connect it to the primary");
        }
    }

    /** Requests that were sent before the time was over have replies that must not answer the next caller. */
    @Test
    void aPipelineThatIsCutByItsTimeLeavesNoReplyToTheNextCaller() {
        try (RedisClient client = LocalRedis.jedis(server.port())) {
            RedisScene paid = new RedisScene(RedisStore.builder(JedisConnector.of(client))
                    .clock(StoreClock.CALLER)
                    .build());
            ClaimId id = paid.claimed().claim().id();
            RedisScene.applied(paid.complete(id, RedisScene.small()));
            for (int requests = 1; requests < 60; requests++) {
                AtomicInteger asked = new AtomicInteger();
                int last = 10 + requests;
                RedisScene cut = new RedisScene(RedisStore.builder(JedisConnector.of(client))
                        .clock(StoreClock.CALLER)
                        .eviction(EvictionRule.WARN)
                        .ticker(() -> asked.incrementAndGet() < last
                                ? 0
                                : Duration.ofHours(1).toNanos())
                        .build());
                cut.store.claimAll(cut.requests(50), cut.call());
                assertThat(paid.claim(paid.newId()))
                        .as("after a cut at %s", last)
                        .isInstanceOf(ClaimVerdict.Completed.class);
            }
        }
    }

    private void expectUnavailableInTime(RedisConnector connector) {
        RedisScene scene = new RedisScene(RedisStore.of(connector));
        scene.timeout = TIMEOUT;
        long start = System.nanoTime();
        StoreException e = failure(() -> scene.claim(scene.newId()));
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusSeconds(4));
        assertThat(Thread.interrupted()).as("the thread is left interrupted").isFalse();
    }

    private static StoreException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StoreException.class, call);
    }
}

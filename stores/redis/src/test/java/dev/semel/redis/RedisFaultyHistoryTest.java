// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution;
import dev.semel.store.CheckpointStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories over a connection that loses requests and replies. Each call is repeated until it is answered: the
 * answer and the record are then those of a store that lost nothing (S6, S7).
 */
@ExtendWith(RedisServers.class)
class RedisFaultyHistoryTest {

    private static final List<Certainty> CERTAINTIES =
            List.of(Certainty.NOT_STARTED, Certainty.NOT_EXECUTED, Certainty.UNKNOWN);
    private static final int STEPS = 200;
    private static final double LOST = 0.1;

    private final LocalRedis server;

    RedisFaultyHistoryTest(LocalRedis server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void S6_repeatedCallsAreAnsweredAsIfNothingHadBeenLost(long seed) {
        try (RedisProxy proxy = new RedisProxy(server.port(), seed);
                redis.clients.jedis.RedisClient client = LocalRedis.jedis(proxy.port())) {
            RedisStore store = RedisStore.builder(JedisConnector.of(client))
                    .clock(StoreClock.CALLER)
                    .build();
            proxy.loseShare(LOST);
            compare(store, seed);
            assertThat(proxy.lost()).isGreaterThan(STEPS / 20);
        }
    }

    private static void compare(RedisStore store, long seed) {
        InMemoryStore model = new InMemoryStore();
        Random random = new Random(seed);
        IdempotencyKey key = IdempotencyKey.of("faulty", seed + "-" + System.nanoTime());
        CountingClaimIds source = CountingClaimIds.ofSeries(seed);
        List<ClaimId> ids = new ArrayList<>(List.of(source.next(), source.next()));
        Instant now = RedisScene.START;
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(4) == 0) {
                ids.add(source.next());
            }
            now = now.plus(tick(random));
            ClaimId id = ids.get(ids.size() - 1 - random.nextInt(2));
            StoreCall call = new StoreCall(now, Duration.ofSeconds(30));
            long choice = random.nextLong();
            Object expected = step(model, key, id, call, new Random(choice));
            Object actual = untilAnswered(() -> step(store, key, id, call, new Random(choice)));
            assertThat(actual).as("seed %s, step %s", seed, i).isEqualTo(expected);
            assertThat(untilAnswered(() -> store.find(key, call)))
                    .as("record, seed %s, step %s", seed, i)
                    .isEqualTo(model.find(key, call));
        }
    }

    private static <T> T untilAnswered(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
            }
        }
    }

    private static Duration tick(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Duration.ofSeconds(31); // past a lease
            case 1 -> Duration.ofMinutes(11); // past a window
            case 2 -> Duration.ofHours(2); // past a retention
            default -> Duration.ofMillis(random.nextInt(3000));
        };
    }

    private static Object step(CheckpointStore store, IdempotencyKey key, ClaimId id, StoreCall call, Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 ->
                store.claim(
                        new ClaimRequest(
                                key,
                                id,
                                RedisScene.PAYLOAD,
                                FingerprintPolicy.REFUSE_INCOMPARABLE,
                                RedisScene.LEASE,
                                RedisScene.RETENTION,
                                "history"),
                        call);
            case 3 -> store.complete(new WriteRequest.Complete(key, id, result(random), RedisScene.WINDOW), call);
            case 4 -> store.release(new WriteRequest.Release(key, id, CERTAINTIES.get(random.nextInt(3))), call);
            case 5 ->
                store.renew(
                        new WriteRequest.Renew(
                                key, id, Duration.ofSeconds(random.nextInt(90) + 1L), RedisScene.RETENTION),
                        call);
            case 6 -> store.quarantine(new WriteRequest.Quarantine(key, id, "no answer"), call);
            case 7 -> store.resolve(new WriteRequest.Resolve(key, id, resolution(random)), call);
            default ->
                store.checkpoint(
                        new WriteRequest.Checkpoint(
                                key, id, new RecoveryPoint("step " + random.nextInt(3), null, 1, RedisScene.START)),
                        call);
        };
    }

    private static StoredResult result(Random random) {
        return new StoredResult.Success(Blob.utf8("result " + random.nextInt(2)));
    }

    private static Resolution resolution(Random random) {
        return random.nextBoolean()
                ? new Resolution.WithResult(result(random), RedisScene.WINDOW)
                : new Resolution.ReExecute(RedisScene.RETENTION);
    }
}

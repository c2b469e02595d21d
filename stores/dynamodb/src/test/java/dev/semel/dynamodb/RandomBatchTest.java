// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.WriteRequest;
import dev.semel.store.BatchAnswer;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer to a batch, and every record after it, is the one of the model, on random batches over a few keys. */
@Tag("many-calls")
@ExtendWith(LocalServer.class)
class RandomBatchTest {

    private static final int BATCHES = 60;
    private static final int KEYS = 6;

    private final DynamoDbStore store;
    private final InMemoryStore model = new InMemoryStore();

    RandomBatchTest(LocalDynamoDb server) {
        store = server.store("random-batches");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void S7_everyRequestOfABatchIsOneTransitionOfTheModel(long seed) {
        Random random = new Random(seed);
        CountingClaimIds source = CountingClaimIds.ofSeries(seed);
        List<IdempotencyKey> keys = new ArrayList<>();
        List<ClaimId> ids = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add(IdempotencyKey.of("random-batch", seed + "-" + i + "-" + System.nanoTime()));
            ids.add(source.next());
        }
        Instant now = Scene.START;
        for (int i = 0; i < BATCHES; i++) {
            now = now.plus(RandomHistoryTest.tick(random));
            StoreCall call = new StoreCall(now, Duration.ofSeconds(30));
            if (random.nextBoolean()) {
                List<ClaimRequest> claims = new ArrayList<>();
                for (int k = 0; k < KEYS; k++) {
                    ids.set(k, random.nextInt(3) == 0 ? source.next() : ids.get(k));
                    if (random.nextInt(4) > 0) {
                        ClaimRequest claim = RandomHistoryTest.claim(keys.get(k), ids.get(k), random);
                        claims.add(random.nextBoolean() ? claim.ofLikelyDuplicate() : claim);
                    }
                }
                assertThat(random.nextBoolean() ? store.claimAll(claims, call) : early(claims, call))
                        .as("claims, seed %s, batch %s", seed, i)
                        .isEqualTo(model.claimAll(claims, call));
            } else {
                List<WriteRequest> writes = new ArrayList<>();
                for (int k = 0; k < KEYS; k++) {
                    if (random.nextInt(4) > 0) {
                        writes.add(write(keys.get(k), ids.get(k), call, random));
                    }
                }
                assertThat(store.writeAll(writes, call))
                        .as("writes, seed %s, batch %s", seed, i)
                        .isEqualTo(model.writeAll(writes, call));
            }
            for (IdempotencyKey key : keys) {
                assertThat(store.find(key, call))
                        .as("record, seed %s, batch %s", seed, i)
                        .isEqualTo(model.find(key, call));
            }
        }
    }

    /** {@return the answers of claims whose first answers come early, which the others must not change} */
    private List<BatchAnswer<ClaimVerdict>> early(List<ClaimRequest> claims, StoreCall call) {
        EarlyBatchStore.EarlyAnswers early = store.claimAllEarly(claims, call);
        List<Optional<BatchAnswer<ClaimVerdict>>> known = early.known();
        List<BatchAnswer<ClaimVerdict>> all = early.all();
        assertThat(early.isComplete()).isTrue();
        assertThat(known).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            assertThat(known.get(i).orElse(all.get(i))).isEqualTo(all.get(i));
        }
        return all;
    }

    private static WriteRequest write(IdempotencyKey key, ClaimId id, StoreCall call, Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new WriteRequest.Complete(key, id, RandomHistoryTest.result(random), Scene.WINDOW);
            case 2 -> new WriteRequest.Release(key, id, RandomHistoryTest.certainty(random));
            case 3 -> RandomHistoryTest.renew(key, id, random);
            case 4, 5 -> new WriteRequest.Checkpoint(key, id, RandomHistoryTest.point(random, call));
            case 6 -> new WriteRequest.Quarantine(key, id, "why");
            default -> new WriteRequest.Resolve(key, id, RandomHistoryTest.resolution(random));
        };
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution;
import dev.semel.store.CheckpointStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verdict and every record on random histories is the one of the model, large values and lapses included. */
@Tag("many-calls")
@ExtendWith(LocalServer.class)
class RandomHistoryTest {

    private static final int STEPS = 250;

    private final DynamoDbStore store;
    private final InMemoryStore model = new InMemoryStore();

    RandomHistoryTest(LocalDynamoDb server) {
        store = server.store("random-histories");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void S7_everyCallIsOneTransitionOfTheModel(long seed) {
        Random random = new Random(seed);
        IdempotencyKey key = IdempotencyKey.of("random", seed + "-" + System.nanoTime());
        CountingClaimIds source = CountingClaimIds.ofSeries(seed);
        List<ClaimId> ids = new ArrayList<>(List.of(source.next(), source.next()));
        Instant now = Scene.START;
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(4) == 0) {
                ids.add(source.next());
            }
            now = now.plus(tick(random));
            ClaimId id = ids.get(ids.size() - 1 - random.nextInt(2));
            StoreCall call = new StoreCall(now, Duration.ofSeconds(30));
            long choice = random.nextLong();
            Object expected = step(model, key, id, call, new Random(choice));
            Object actual = step(store, key, id, call, new Random(choice));
            assertThat(actual).as("seed %s, step %s", seed, i).isEqualTo(expected);
            assertThat(store.find(key, call))
                    .as("record, seed %s, step %s", seed, i)
                    .isEqualTo(model.find(key, call));
        }
    }

    static Duration tick(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Duration.ofSeconds(31); // past a lease
            case 1 -> Duration.ofMinutes(11); // past a window
            case 2 -> Duration.ofHours(random.nextInt(40)); // past a retention, or not
            case 3 -> Duration.ZERO;
            default -> Duration.ofMillis(random.nextInt(3000));
        };
    }

    private static Object step(CheckpointStore store, IdempotencyKey key, ClaimId id, StoreCall call, Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> store.claim(claim(key, id, random), call);
            case 4 -> store.complete(new WriteRequest.Complete(key, id, result(random), Scene.WINDOW), call);
            case 5 -> store.release(new WriteRequest.Release(key, id, certainty(random)), call);
            case 6 -> store.renew(renew(key, id, random), call);
            case 7, 8, 9 -> store.checkpoint(new WriteRequest.Checkpoint(key, id, point(random, call)), call);
            case 10 -> store.quarantine(new WriteRequest.Quarantine(key, id, "why"), call);
            default -> store.resolve(new WriteRequest.Resolve(key, id, resolution(random)), call);
        };
    }

    static ClaimRequest claim(IdempotencyKey key, ClaimId id, Random random) {
        Fingerprint payload =
                random.nextInt(12) == 0 ? Fingerprint.sha256("sha256-other", Blob.utf8("p")) : Scene.PAYLOAD;
        FingerprintPolicy policy =
                random.nextBoolean() ? FingerprintPolicy.REFUSE_INCOMPARABLE : FingerprintPolicy.ACCEPT_INCOMPARABLE;
        Duration retention = Duration.ofHours(1 + random.nextInt(72));
        return new ClaimRequest(key, id, payload, policy, Scene.LEASE, retention, "history");
    }

    static WriteRequest.Renew renew(IdempotencyKey key, ClaimId id, Random random) {
        Duration lease = Duration.ofSeconds(1 + random.nextInt(90));
        return new WriteRequest.Renew(key, id, lease, Duration.ofHours(1 + random.nextInt(1500)));
    }

    static Resolution resolution(Random random) {
        return random.nextBoolean()
                ? new Resolution.ReExecute(Scene.RETENTION)
                : new Resolution.WithResult(result(random), Scene.WINDOW);
    }

    static StoredResult result(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new StoredResult.Success(null);
            case 1 -> Scene.small();
            case 2 -> new StoredResult.FinalFailure("declined", Scene.noise(10 + random.nextInt(3)));
            default -> Scene.success(Scene.noise(3000));
        };
    }

    static RecoveryPoint point(Random random, StoreCall call) {
        String name = "step-" + random.nextInt(6);
        Blob value = switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> Scene.noise(2000);
            case 2 -> Scene.noise(300);
            default -> Scene.noise(30);
        };
        return new RecoveryPoint(name, value, 1, call.now());
    }

    static Certainty certainty(Random random) {
        return List.of(Certainty.NOT_STARTED, Certainty.NOT_EXECUTED, Certainty.UNKNOWN)
                .get(random.nextInt(3));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Batches of one store, over keys that are numbered. */
final class BatchScene {

    final DynamoDbStore store;
    private final CountingClaimIds ids =
            CountingClaimIds.ofSeries(UUID.randomUUID().getMostSignificantBits());
    private final String scope;
    Instant now = Scene.START;

    BatchScene(DynamoDbStore store) {
        this(store, "batch-" + UUID.randomUUID());
    }

    private BatchScene(DynamoDbStore store, String scope) {
        this.store = store;
        this.scope = scope;
    }

    /** {@return another caller of the same keys} */
    BatchScene sharing(DynamoDbStore other) {
        return new BatchScene(other, scope);
    }

    IdempotencyKey key(int number) {
        return IdempotencyKey.of(scope, "order-" + number);
    }

    ClaimRequest request(int number) {
        return request(number, Scene.LEASE);
    }

    ClaimRequest request(int number, Duration lease) {
        return new ClaimRequest(
                key(number),
                ids.next(),
                Scene.PAYLOAD,
                FingerprintPolicy.ACCEPT_INCOMPARABLE,
                lease,
                Scene.RETENTION,
                "scene");
    }

    List<ClaimRequest> requests(int count) {
        return IntStream.range(0, count).mapToObj(this::request).toList();
    }

    List<ClaimRequest> claimed(int count) {
        List<ClaimRequest> requests = requests(count);
        assertThat(claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        return requests;
    }

    StoreCall call() {
        return new StoreCall(now, Duration.ofSeconds(30));
    }

    List<ClaimVerdict> claimAll(List<ClaimRequest> requests) {
        return decided(store.claimAll(requests, call()));
    }

    List<WriteVerdict> writeAll(List<? extends WriteRequest> requests) {
        return decided(store.writeAll(List.copyOf(requests), call()));
    }

    static List<WriteRequest> completions(List<ClaimRequest> claims, StoredResult result) {
        return claims.stream()
                .<WriteRequest>map(claim -> completion(claim.key(), claim.claimId(), result))
                .toList();
    }

    static WriteRequest completion(IdempotencyKey key, ClaimId id, StoredResult result) {
        return new WriteRequest.Complete(key, id, result, Scene.WINDOW);
    }

    static List<WriteRequest> releases(List<ClaimRequest> claims) {
        return claims.stream()
                .<WriteRequest>map(
                        claim -> new WriteRequest.Release(claim.key(), claim.claimId(), Certainty.NOT_EXECUTED))
                .toList();
    }

    static <V> List<V> decided(List<BatchAnswer<V>> answers) {
        return answers.stream()
                .map(answer -> switch (answer) {
                    case BatchAnswer.Decided<V> decided -> decided.verdict();
                    case BatchAnswer.Failed<V> failed ->
                        throw new AssertionError("a request of the batch failed", failed.exception());
                })
                .toList();
    }

    static <V> StoreException failed(BatchAnswer<V> answer) {
        assertThat(answer).isInstanceOf(BatchAnswer.Failed.class);
        return ((BatchAnswer.Failed<V>) answer).exception();
    }

    static void expectAllDone(List<ClaimVerdict> verdicts, StoredResult result) {
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(verdict)
                        .isInstanceOfSatisfying(
                                ClaimVerdict.Completed.class,
                                done -> assertThat(done.record().result()).isEqualTo(result)));
    }
}

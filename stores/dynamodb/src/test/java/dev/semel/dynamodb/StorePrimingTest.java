// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Priming touches no table: neither through the store's client nor otherwise. */
class StorePrimingTest {

    private static final StoreCall CALL = new StoreCall(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMinutes(1));

    @Test
    void theStoresClientIsNotUsed() {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (DynamoDbClient dead = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(config -> config.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                        requests.add(RequestCounter.name(context.request()));
                    }
                }))
                .build()) {
            DynamoDbStore.of(dead, "idempotency").prime();
        }
        assertThat(requests).isEmpty();
    }

    /** The replies of the client that sends nothing lead through claim, completion and reading as real ones do. */
    @Test
    void aPrimingRunClaimsCompletesAndReads() {
        try (DynamoDbClient client = Priming.client()) {
            DynamoDbStore store = DynamoDbStore.of(client, "idempotency");
            IdempotencyKey key = IdempotencyKey.of("priming", "priming");
            ClaimId id = ClaimId.of(0, 1);
            ClaimVerdict claimed = store.claim(request(key, id), CALL);
            assertThat(claimed).isInstanceOf(ClaimVerdict.Claimed.class);
            assertThat(store.complete(
                            new WriteRequest.Complete(
                                    key,
                                    id,
                                    new StoredResult.Success(Blob.utf8("1")),
                                    Duration.ofDays(1),
                                    ((ClaimVerdict.Claimed) claimed).record()),
                            CALL))
                    .isInstanceOf(WriteVerdict.Applied.class);
            assertThat(store.claim(request(IdempotencyKey.of("priming", SilentHttpClient.REFUSED), id), CALL))
                    .isInstanceOf(ClaimVerdict.Completed.class);
            assertThat(store.find(key, CALL)).get().isInstanceOf(IdempotencyRecord.Completed.class);
        }
    }

    private static ClaimRequest request(IdempotencyKey key, ClaimId id) {
        return new ClaimRequest(
                key,
                id,
                Fingerprint.NONE,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofMinutes(1),
                Duration.ofDays(1),
                "");
    }
}

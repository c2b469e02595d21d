// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The requests of a first call, made with a client that sends none: see {@link DynamoDbStore#prime()}. */
final class Priming {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ClaimId CLAIM = ClaimId.of(0, 1);

    private final String table;

    Priming(String table) {
        this.table = table;
    }

    /** Makes and completes a claim, lets another claim be refused as a duplicate's is, and reads an item. */
    void run() {
        try (DynamoDbClient client = client()) {
            DynamoDbStore store = DynamoDbStore.of(client, table);
            IdempotencyKey key = new IdempotencyKey("", "priming", "priming");
            StoreCall call = new StoreCall(Instant.ofEpochSecond(1_767_225_600), MINUTE);
            if (claim(store, key, call) instanceof ClaimVerdict.Claimed claimed) {
                StoredResult result = new StoredResult.Success(Blob.utf8("priming"));
                store.complete(
                        new WriteRequest.Complete(key, CLAIM, result, Duration.ofDays(1), claimed.record()), call);
            }
            claim(store, new IdempotencyKey("", "priming", SilentHttpClient.REFUSED), call);
            store.find(key, call);
        }
    }

    private static ClaimVerdict claim(DynamoDbStore store, IdempotencyKey key, StoreCall call) {
        Fingerprint fingerprint = Fingerprint.sha256("sha256-priming", Blob.utf8("priming"));
        return store.claim(
                new ClaimRequest(
                        key,
                        CLAIM,
                        fingerprint,
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        MINUTE,
                        Duration.ofDays(1),
                        "priming"),
                call);
    }

    static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .httpClient(new SilentHttpClient())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("priming", "priming")))
                .accountIdEndpointMode(AccountIdEndpointMode.DISABLED) // these credentials belong to none
                .build();
    }
}

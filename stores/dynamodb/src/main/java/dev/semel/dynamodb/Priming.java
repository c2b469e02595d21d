// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
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
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes the requests of a first call with a client that sends none: see {@link DynamoDbStore#prime()}. */
final class Priming {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String table;

    Priming(String table) {
        this.table = table;
    }

    /** A claim is refused as if somebody else's were there, then made; its completion is refused; a read finds an item. */
    void run() {
        try (DynamoDbClient client = client()) {
            DynamoDbStore store = DynamoDbStore.of(client, table);
            IdempotencyKey key = new IdempotencyKey("", "priming", "priming");
            StoreCall call = new StoreCall(Instant.ofEpochSecond(1_767_225_600), MINUTE);
            ClaimId claimId = ClaimId.of(0, 1);
            Fingerprint fingerprint = Fingerprint.sha256("sha256-priming", Blob.utf8("priming"));
            store.claim(
                    new ClaimRequest(
                            key,
                            claimId,
                            fingerprint,
                            FingerprintPolicy.REFUSE_INCOMPARABLE,
                            MINUTE,
                            Duration.ofDays(1),
                            "priming"),
                    call);
            store.complete(
                    new WriteRequest.Complete(
                            key, claimId, new StoredResult.Success(Blob.utf8("priming")), Duration.ofDays(1)),
                    call);
            store.find(key, call);
        }
    }

    static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .httpClient(new SilentHttpClient())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("priming", "priming")))
                .build();
    }
}

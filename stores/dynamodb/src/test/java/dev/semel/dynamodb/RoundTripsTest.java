// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The costs of each call: its requests, and the bytes by which a duplicate is billed. */
@ExtendWith(LocalServer.class)
class RoundTripsTest {

    private static final int ONE_WRITE_UNIT = 1024;

    private final RequestCounter counter = new RequestCounter();
    private final LocalDynamoDb server;
    private final DynamoDbClient client;
    private final Scene scene;

    RoundTripsTest(LocalDynamoDb server) {
        this.server = server;
        client = counter.client(server);
        DynamoDbStore store = LocalDynamoDb.ready(DynamoDbStore.of(client, "round-trips"));
        scene = new Scene(store, IdempotencyKey.of("charge-customer", Long.toString(System.nanoTime())));
        counter.drain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aFirstExecutionIsTwoRequestsAndADuplicateOne() {
        ClaimId id = scene.claimed().claim().id();
        assertThat(counter.drain()).containsExactly("PutItem");
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.InProgress.class);
        assertThat(counter.drain()).containsExactly("PutItem");
        Scene.applied(scene.complete(id, Scene.success(Scene.noise(64))));
        assertThat(counter.drain()).containsExactly("UpdateItem");
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Completed.class);
        assertThat(counter.drain()).containsExactly("PutItem");
    }

    @Test
    void aLargeResultCostsOneMoreRequestAndItsDuplicateOneRead() {
        ClaimId id = scene.claimed().claim().id();
        counter.drain();
        StoredResult large = Scene.success(Scene.noise(50_000));
        Scene.applied(scene.complete(id, large));
        assertThat(counter.drain()).containsExactly("PutItem", "UpdateItem");
        assertThat(scene.claim(scene.newId()))
                .isInstanceOfSatisfying(
                        ClaimVerdict.Completed.class,
                        done -> assertThat(done.record().result()).isEqualTo(large));
        assertThat(counter.drain()).containsExactly("PutItem", "GetItem");
        assertThat(recordBytes()).isLessThan(ONE_WRITE_UNIT);
    }

    @Test
    void aClaimPastTheWindowAndBeforeThePurgeIsTwoRequests() {
        Scene.applied(scene.complete(scene.claimed().claim().id(), Scene.small()));
        counter.drain();
        scene.now = scene.now.plus(Duration.ofDays(1));
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(counter.drain()).containsExactly("PutItem", "PutItem");
    }

    @Test
    void aTakeOverIsTwoRequestsAndEveryOtherWriteOne() {
        ClaimId id = scene.claimed().claim().id();
        counter.drain();
        Scene.applied(scene.renew(id, Duration.ofMinutes(2), Duration.ofHours(2)));
        Scene.applied(scene.checkpoint(id, "charge", Scene.noise(40)));
        Scene.applied(scene.checkpoint(id, "mail", null));
        Scene.applied(scene.release(id, Certainty.UNKNOWN));
        assertThat(counter.drain()).containsExactly("UpdateItem", "UpdateItem", "UpdateItem", "UpdateItem");
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(counter.drain()).containsExactly("PutItem", "PutItem");
    }

    @Test
    void everyResultLeavesTheRecordInOneWriteUnit() {
        for (int size : new int[] {0, 1, 100, 400, 500, 600, 700, 1024, 5000}) {
            Scene each = new Scene(scene.store, IdempotencyKey.of("charge-customer", scene.key.value() + "-" + size));
            Scene.applied(each.complete(each.claimed().claim().id(), Scene.success(Scene.noise(size))));
            assertThat(bytes(each.key))
                    .as("record with a result of %s bytes", size)
                    .isLessThan(ONE_WRITE_UNIT);
        }
    }

    @Test
    void aSmallRecordIsWellBelowOneWriteUnit() {
        ClaimId id = scene.claimed().claim().id();
        assertThat(recordBytes()).isLessThan(400);
        Scene.applied(scene.complete(id, Scene.small()));
        assertThat(recordBytes()).isLessThan(450);
    }

    private long recordBytes() {
        return bytes(scene.key);
    }

    private long bytes(IdempotencyKey key) {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(key.recordId()));
        return ItemSize.of(server.client()
                .getItem(request -> request.tableName("round-trips").key(id).consistentRead(true))
                .item());
    }
}

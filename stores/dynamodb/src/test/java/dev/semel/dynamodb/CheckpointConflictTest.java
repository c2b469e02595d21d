// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The writes of a transactional step meet another transaction on their items. */
@ExtendWith(LocalServer.class)
class CheckpointConflictTest {

    private final RefusingHttpClient http = new RefusingHttpClient();
    private final RequestCounter counter = new RequestCounter();
    private final DynamoDbClient client;
    private final Counts counts;
    private final Scene scene;

    CheckpointConflictTest(LocalDynamoDb server) {
        client = server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(http)
                .overrideConfiguration(config -> config.addExecutionInterceptor(counter))
                .build();
        counts = Counts.in(server, "checkpoint-conflicts-counts");
        scene = new Scene(LocalDynamoDb.ready(DynamoDbStore.of(client, "checkpoint-conflicts")));
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void aConflictInsideAStepIsTriedAgain() {
        ClaimId id = claimed();
        http.conflictNext(3);
        assertThat(Scene.applied(checkpoint(id))).isEqualTo(scene.found());
        assertThat(counter.drain().subList(0, 5)).isEqualTo(requests(4));
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void aConflictInsideAStepThatLastsLeavesTheRecordAsItWas() {
        ClaimId id = claimed();
        IdempotencyRecord before = scene.found();
        counter.drain();
        http.conflictNext(Integer.MAX_VALUE);
        StoreException e = catchThrowableOfType(StoreException.class, () -> checkpoint(id));
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(counter.drain()).isEqualTo(requests(10));
        assertThat(scene.found()).isEqualTo(before);
        assertThat(made()).isZero();
        http.conflictNext(0);
        Scene.applied(checkpoint(id));
        assertThat(made()).isEqualTo(1);
    }

    private static List<String> requests(int transactions) {
        List<String> requests = new ArrayList<>(List.of("GetItem"));
        requests.addAll(Collections.nCopies(transactions, "TransactWriteItems"));
        return requests;
    }

    private ClaimId claimed() {
        ClaimId id = scene.claimed().claim().id();
        counter.drain();
        return id;
    }

    private WriteVerdict checkpoint(ClaimId id) {
        RecoveryPoint point = new RecoveryPoint("reserve", null, 1, scene.now);
        DynamoDbWrites effects = DynamoDbWrites.none().update(counts.plusOne(scene.key.scope()));
        return scene.store.checkpoint(new WriteRequest.Checkpoint(scene.key, id, point), effects, scene.call());
    }

    private int made() {
        return counts.of(scene.key.scope());
    }
}

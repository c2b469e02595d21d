// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.InProgress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Writes of others between the read of a record and the swap that follows it. */
@ExtendWith(LocalServer.class)
class InterleavingTest {

    private static final String TABLE = "interleaving";

    private final AtomicReference<@Nullable Runnable> beforeSwap = new AtomicReference<>();
    private final LocalDynamoDb server;
    private final DynamoDbClient client;
    private final Scene others;
    private final Scene swapping;

    InterleavingTest(LocalDynamoDb server) {
        this.server = server;
        client = server.clientBuilder()
                .overrideConfiguration(config -> config.addExecutionInterceptor(new BeforeSwap(beforeSwap)))
                .build();
        others = new Scene(server.store(TABLE));
        swapping = new Scene(DynamoDbStore.of(client, TABLE), others.key);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void S2_aLeaseRenewedBeforeTheSwapIsNotTakenOver() {
        ClaimId owner = others.claimed().claim().id();
        swapping.now = others.now.plus(Scene.LEASE);
        InProgress[] renewed = new InProgress[1];
        beforeSwap.set(() ->
                renewed[0] = (InProgress) Scene.applied(others.renew(owner, Duration.ofHours(1), Scene.RETENTION)));
        assertThat(swapping.claim(swapping.newId())).isEqualTo(new ClaimVerdict.InProgress(renewed[0]));
        assertThat(others.found()).isEqualTo(renewed[0]);
    }

    @Test
    void S2_aRecordPurgedAndClaimedAgainAtTheSameRevisionIsNotTakenOver() {
        Scene.applied(others.release(others.claimed().claim().id(), Certainty.UNKNOWN));
        beforeSwap.set(() -> {
            purge();
            Scene.applied(others.renew(others.claimed().claim().id(), Duration.ofHours(1), Scene.RETENTION));
        });
        assertThat(swapping.claim(swapping.newId())).isInstanceOfSatisfying(ClaimVerdict.InProgress.class, held -> {
            assertThat(held.record().revision()).isEqualTo(2);
            assertThat(held.record()).isEqualTo(others.found());
        });
    }

    @Test
    void S1_aRecordPurgedBeforeTheSwapIsClaimedAsFromNothing() {
        Scene.applied(others.release(others.claimed().claim().id(), Certainty.UNKNOWN));
        beforeSwap.set(this::purge);
        ClaimVerdict verdict = swapping.claim(swapping.newId());
        assertThat(verdict).isInstanceOfSatisfying(ClaimVerdict.Claimed.class, claimed -> {
            assertThat(claimed.record().claim().attempt()).isEqualTo(1);
            assertThat(claimed.record()).isEqualTo(others.found());
        });
    }

    @Test
    void S1_ofTwoTakeOversOneWins() {
        Scene.applied(others.release(others.claimed().claim().id(), Certainty.UNKNOWN));
        beforeSwap.set(others::claimed);
        assertThat(swapping.claim(swapping.newId())).isInstanceOf(ClaimVerdict.InProgress.class);
    }

    private void purge() {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(others.key.recordId()));
        server.client().deleteItem(request -> request.tableName(TABLE).key(id));
    }

    /** Runs something once, before the next put is sent. */
    private record BeforeSwap(AtomicReference<@Nullable Runnable> step) implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Runnable once = context.request() instanceof PutItemRequest ? step.getAndSet(null) : null;
            if (once != null) {
                once.run();
            }
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/** A completion with the record that its caller saw: the stored record decides as usual, and the item is the same. */
@ExtendWith(LocalServer.class)
class CompletionAsSeenTest {

    private static final String TABLE = "as-seen";

    private final LocalDynamoDb server;
    private final RequestCounter counter = new RequestCounter();
    private final Deque<BatchStatementRequest> statements = new ArrayDeque<>();
    private final ExecutionInterceptor sent = new ExecutionInterceptor() {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof BatchExecuteStatementRequest batch) {
                statements.addAll(batch.statements());
            }
        }
    };
    private final DynamoDbClient client;
    private final DynamoDbStore store;

    CompletionAsSeenTest(LocalDynamoDb server) {
        this.server = server;
        client = server.clientBuilder()
                .overrideConfiguration(
                        config -> config.addExecutionInterceptor(counter).addExecutionInterceptor(sent))
                .build();
        store = LocalDynamoDb.ready(DynamoDbStore.of(client, TABLE));
        counter.drain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void itIsOnePutWithoutAReply() {
        Scene scene = new Scene(store);
        InProgress mine = scene.claimed();
        counter.drain();
        Scene.applied(complete(scene, mine, Scene.small()));
        assertThat(counter.drain()).containsExactly("PutItem");
        assertThat(complete(scene, mine, Scene.small())).isInstanceOf(WriteVerdict.Applied.class); // a lost reply
        assertThat(counter.drain()).containsExactly("PutItem");
    }

    /** Less than two thirds of the bytes of a plain completion: only what differs, and no item in the reply. */
    @Test
    void inABatchItIsAShortStatementWithoutAReply() {
        Scene scene = new Scene(store);
        InProgress mine = scene.claimed();
        counter.drain();
        assertThat(completeInBatch(scene, mine, Scene.small()))
                .isInstanceOfSatisfying(
                        WriteVerdict.Applied.class,
                        applied -> assertThat(applied.record()).isEqualTo(scene.found()));
        assertThat(counter.drain()).startsWith("BatchExecuteStatement");
        BatchStatementRequest asSeen = statements.remove();
        assertThat(asSeen.statement())
                .doesNotContain("RETURNING")
                .containsPattern("\"claim\"=\\? AND \"fence\"=[0-9]+ AND \"revision\"=1");
        Scene plain = new Scene(store);
        InProgress other = plain.claimed();
        store.writeAll(
                List.of(new WriteRequest.Complete(plain.key, other.claim().id(), Scene.small(), Scene.WINDOW)),
                plain.call());
        assertThat(bytes(asSeen)).isLessThan(bytes(statements.remove()) * 2 / 3);
        counter.drain();
        assertThat(completeInBatch(scene, mine, Scene.small())) // a lost reply
                .isInstanceOf(WriteVerdict.Applied.class);
        assertThat(counter.drain()).containsExactly("BatchExecuteStatement");
    }

    /** {@return about the bytes of a statement in a request; each parameter adds its type, quotes and brackets} */
    private static int bytes(BatchStatementRequest statement) {
        return statement.statement().length()
                + statement.parameters().stream()
                        .mapToInt(value -> "{'S':''},".length() + (value.s() == null ? value.n() : value.s()).length())
                        .sum();
    }

    static Stream<Arguments> between() {
        return Stream.of(
                state("nothing", (scene, mine) -> {}),
                state("renewed", (scene, mine) -> scene.renew(mine, Duration.ofMinutes(2), Duration.ofHours(2))),
                state("a recovery point", (scene, mine) -> scene.checkpoint(mine, "charge", Scene.noise(40))),
                state("a large recovery point", (scene, mine) -> scene.checkpoint(mine, "charge", Scene.noise(5_000))),
                state("released", (scene, mine) -> scene.release(mine, Certainty.UNKNOWN)),
                state("quarantined", (scene, mine) -> scene.quarantine(mine)),
                state("completed alike", (scene, mine) -> scene.complete(mine, Scene.small())),
                state("completed otherwise", (scene, mine) -> scene.complete(mine, Scene.success(Scene.noise(8)))),
                state("taken over", (scene, mine) -> {
                    scene.release(mine, Certainty.UNKNOWN);
                    scene.claimed();
                }),
                state("lapsed", (scene, mine) -> scene.now = scene.now.plus(Scene.LEASE)),
                state("past retention", (scene, mine) -> scene.now = scene.now.plus(Scene.RETENTION)));
    }

    private static Arguments state(String name, BiConsumer<Scene, ClaimId> happens) {
        return Arguments.of(name, happens);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("between")
    void whatHappenedBetweenDecides(String name, BiConsumer<Scene, ClaimId> happens) {
        for (StoredResult result : new StoredResult[] {Scene.small(), Scene.success(Scene.noise(5_000))}) {
            compare(CompletionAsSeenTest::complete, happens, result);
            compare(CompletionAsSeenTest::completeInBatch, happens, result);
        }
    }

    /** A completion as seen. */
    @FunctionalInterface
    private interface Completing {

        WriteVerdict complete(Scene scene, InProgress seen, StoredResult result);
    }

    private void compare(Completing completing, BiConsumer<Scene, ClaimId> happens, StoredResult result) {
        Scene told = scene();
        Scene plain = scene();
        InProgress seen = told.claimed();
        InProgress other = plain.claimed();
        happens.accept(told, seen.claim().id());
        happens.accept(plain, other.claim().id());
        WriteVerdict asSeen = completing.complete(told, seen, result);
        WriteVerdict expected = plain.complete(other.claim().id(), result);
        assertThat(asSeen.getClass()).isEqualTo(expected.getClass());
        assertThat(item(told)).isEqualTo(item(plain));
        if (asSeen instanceof WriteVerdict.Applied applied) {
            assertThat(applied.record()).isEqualTo(told.found());
        }
    }

    /** Twins take the same claim ids, so that their items can be equal. */
    private Scene scene() {
        return new Scene(
                store, IdempotencyKey.of("as-seen", UUID.randomUUID().toString()), CountingClaimIds.ofSeries(7));
    }

    private static WriteVerdict complete(Scene scene, InProgress seen, StoredResult result) {
        return scene.store.complete(
                new WriteRequest.Complete(scene.key, seen.claim().id(), result, Scene.WINDOW, seen), scene.call());
    }

    private static WriteVerdict completeInBatch(Scene scene, InProgress seen, StoredResult result) {
        WriteRequest.Complete request =
                new WriteRequest.Complete(scene.key, seen.claim().id(), result, Scene.WINDOW, seen);
        return BatchScene.decided(scene.store.writeAll(List.of(request), scene.call()))
                .get(0);
    }

    private Map<String, AttributeValue> item(Scene scene) {
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS(scene.key.recordId()));
        Map<String, AttributeValue> item = new HashMap<>(server.client()
                .getItem(get -> get.tableName(TABLE).key(key).consistentRead(true))
                .item());
        item.remove("id");
        return item;
    }
}

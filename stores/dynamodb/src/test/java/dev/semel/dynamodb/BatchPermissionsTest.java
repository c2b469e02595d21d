// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.StoreUnavailableException;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

/** A role that may insert in batches but not update: nothing runs whose result could not be recorded. */
@ExtendWith(LocalServer.class)
class BatchPermissionsTest {

    private static final String TABLE = "batch-permissions";
    private static final String WRITE = "BatchExecuteStatement";

    /** Answers each update of a batch with an error, and lets inserts pass. */
    private static final class Updates implements ExecutionInterceptor {

        private final List<String> sent = new ArrayList<>();
        private final Deque<BatchStatementErrorCodeEnum> first = new ArrayDeque<>();
        private @Nullable BatchStatementErrorCodeEnum answer = BatchStatementErrorCodeEnum.ACCESS_DENIED;

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            if (!(context.request() instanceof BatchExecuteStatementRequest request)
                    || !(context.response() instanceof BatchExecuteStatementResponse response)) {
                return context.response();
            }
            List<BatchStatementResponse> responses = new ArrayList<>(response.responses());
            for (int i = 0; i < responses.size(); i++) {
                String statement = request.statements().get(i).statement();
                if (statement.startsWith("UPDATE")) {
                    sent.add(statement);
                    BatchStatementErrorCodeEnum code = first.isEmpty() ? answer : first.remove();
                    if (code != null) {
                        responses.set(i, failed(code));
                    }
                }
            }
            return response.toBuilder().responses(responses).build();
        }

        private static BatchStatementResponse failed(BatchStatementErrorCodeEnum code) {
            return BatchStatementResponse.builder()
                    .error(error -> error.code(code))
                    .build();
        }
    }

    private final RequestCounter counter = new RequestCounter();
    private final RefusingHttpClient refusing = new RefusingHttpClient();
    private final Updates updates = new Updates();
    private final DynamoDbClient client;
    private final BatchScene scene;

    BatchPermissionsTest(LocalDynamoDb server) {
        server.store(TABLE);
        client = server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(refusing)
                .overrideConfiguration(config -> config.addExecutionInterceptor(counter)
                        .addExecutionInterceptor(updates)
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        scene = new BatchScene(DynamoDbStore.of(client, TABLE));
    }

    @AfterEach
    void close() {
        client.close();
        refusing.close();
    }

    @Test
    void withoutPermissionToUpdateRequestsAreSentOneByOne() {
        List<ClaimRequest> claims = scene.claimed(3);
        assertThat(counter.drain()).containsExactly(WRITE, "PutItem", "PutItem", "PutItem");
        assertThat(updates.sent).hasSize(1);
        assertThat(scene.writeAll(BatchScene.completions(claims, Scene.small())))
                .allMatch(WriteVerdict.Applied.class::isInstance);
        assertThat(scene.claimAll(scene.requests(3))).allMatch(ClaimVerdict.Completed.class::isInstance);
        assertThat(counter.drain()).doesNotContain(WRITE);
        assertThat(updates.sent).hasSize(1);
    }

    @Test
    void withoutAnyPermissionToRecordNothingRuns() throws Exception {
        refusing.refuse("PutItem", "AccessDeniedException");
        refusing.refuse("UpdateItem", "AccessDeniedException");
        List<String> ran = new ArrayList<>();

        List<BatchResult<String>> results = Idempotency.builder(DynamoDbStore.of(client, TABLE))
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> {
                    ran.add(order);
                    return "done";
                })
                .tryRunAll(
                        List.of(scene.key(1).value(), scene.key(2).value()),
                        Deadline.within(Duration.ofSeconds(20)),
                        BatchOptions.defaults());

        assertThat(ran).isEmpty();
        assertThat(results)
                .hasSize(2)
                .allSatisfy(result -> assertThat(((BatchResult.Failed<String>) result).exception())
                        .isInstanceOfSatisfying(
                                StoreUnavailableException.class,
                                e -> assertThat(e)
                                        .hasMessageContaining("was not executed")
                                        .hasMessageContaining("allow dynamodb:PutItem")));
    }

    @Test
    void fullGroupIsPrecededByTheUpdate() {
        scene.claimed(25);
        assertThat(counter.drain()).hasSize(2 + 25 - 1).startsWith(WRITE, "PutItem");
        updates.answer = BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED;
        BatchScene anew = new BatchScene(DynamoDbStore.of(client, TABLE));
        anew.claimed(25);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE);
        anew.sharing(anew.store).claimAll(anew.requests(25));
        assertThat(counter.drain()).containsExactly(WRITE, "BatchGetItem");
    }

    @Test
    void permittedUpdateIsSentOncePerStore() {
        updates.answer = null; // that of DynamoDB Local
        scene.claimed(2);
        new BatchScene(scene.store).claimed(3);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE);
        assertThat(updates.sent).hasSize(1);
    }

    @Test
    void throttledUpdateDecidesNothingAndIsSentAgain() {
        updates.first.addAll(List.of(
                BatchStatementErrorCodeEnum.THROTTLING_ERROR, BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR));
        updates.answer = BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED;
        scene.claimed(2);
        new BatchScene(scene.store).claimed(2);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE, WRITE, WRITE);
        assertThat(updates.sent).hasSize(3);
    }

    /** The inserts beside it were made, and count only when it is known that the role may update. */
    @Test
    void updateThatIsThrottledAndThenDeniedMakesNoClaim() {
        updates.first.add(BatchStatementErrorCodeEnum.THROTTLING_ERROR);
        scene.claimed(2);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE, "PutItem", "PutItem");
    }

    @Test
    void updateChangesNothing(LocalDynamoDb server) {
        updates.answer = null;
        scene.claimed(2);
        String none = scene.key(0).recordId() + "/none";
        assertThat(server.client()
                        .getItem(get -> get.tableName(TABLE).key(Map.of("id", AttributeValue.fromS(none))))
                        .hasItem())
                .isFalse();
        assertThat(updates.sent)
                .singleElement()
                .asString()
                .isEqualTo("UPDATE \"batch-permissions\" SET \"revision\" = ? WHERE \"id\"=? AND \"claim\" = ?");
    }
}

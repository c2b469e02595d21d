// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import dev.semel.Transaction;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.dynamodb.LocalServer;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.ListingStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Each policy of {@code examples/iam} has exactly the actions that its ability sends. */
@ExtendWith(LocalServer.class)
final class IamPoliciesTest {

    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));
    private static final String TENANT = "acme";

    private final SentActions sent = new SentActions();
    private final String table = "iam-" + UUID.randomUUID();
    private final String orders = "orders-" + UUID.randomUUID();
    private DynamoDbClient client;
    private DynamoDbStore store;

    @BeforeEach
    void open(LocalDynamoDb server) {
        server.createTable(table);
        server.createTable(orders);
        client = server.clientBuilder()
                .overrideConfiguration(config -> config.addExecutionInterceptor(sent))
                .build();
        store = DynamoDbStore.of(client, table);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private OperationBuilder<String, String> charge() {
        return Idempotency.builder(store)
                .build()
                .operation("charge", String.class, String.class)
                .tenant(order -> TENANT)
                .key(order -> order);
    }

    /** A body that fails for some orders, has a large result for others, and makes a step in each. */
    private static Body<String, String> body() {
        return (order, execution) -> {
            execution.step("reserve", String.class, effect -> order.startsWith("large") ? noise() : "reserved");
            if (order.startsWith("fails")) {
                throw new IOException("down");
            }
            return order.startsWith("large") ? noise() : "done";
        };
    }

    private static String noise() {
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(40_000, 'a', 'z').forEach(c -> noise.append((char) c));
        return noise.toString();
    }

    private void useSingleCalls() throws Exception {
        for (int call = 0; call < 2; call++) {
            charge().body(body()).run("small", IN_20_S);
            charge().body(body()).run("large", IN_20_S);
            charge().body((order, execution) -> "done").run("plain", IN_20_S);
            assertThatThrownBy(() -> charge().body(body()).run("fails", IN_20_S))
                    .isInstanceOf(IOException.class);
        }
        park("parked");
    }

    private void park(String order) {
        assertThatThrownBy(() -> charge().onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                        .body((input, execution) -> {
                            throw new IOException("down");
                        })
                        .run(order, IN_20_S))
                .isInstanceOf(IOException.class);
    }

    private void useBatches() throws Exception {
        List<String> orders = List.of("batch-1", "large-2", "fails-3", "batch-4");
        for (int call = 0; call < 2; call++) {
            charge().body(body()).tryRunAll(orders, IN_20_S, BatchOptions.defaults());
        }
    }

    @Test
    void singleHandler() throws Exception {
        useSingleCalls();
        assertThat(sent.on(table)).isEqualTo(Policy.named("handler-single").actions(0));
    }

    @Test
    void batchHandler() throws Exception {
        useSingleCalls();
        useBatches();
        assertThat(sent.on(table)).isEqualTo(Policy.named("handler-batch").actions(0));
    }

    @Test
    void handlerOfOneTenantNamesItsRecordsOnly() throws Exception {
        useSingleCalls();
        useBatches();
        Policy policy = Policy.named("handler-one-tenant");
        assertThat(sent.on(table)).isEqualTo(policy.actions(0));
        assertThat(policy.statements().get(0).get("Condition"))
                .isEqualTo(Map.of(
                        "ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", List.of("TENANT/*")),
                        "Null", Map.of("dynamodb:LeadingKeys", "false")));
        assertThat(sent.keysOn(table))
                .hasSizeGreaterThan(40)
                .allSatisfy(key -> assertThat(key).startsWith(TENANT + "/charge/"));
    }

    @Test
    void transactionalHandler() throws Exception {
        var transfer = charge().transaction(store, (order, context) -> {
            if (order.equals("fails")) {
                throw new IOException("down");
            }
            Map<String, AttributeValue> other = Map.of("id", AttributeValue.fromS("other-" + order));
            Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(order));
            Map<String, AttributeValue> gone = Map.of("id", AttributeValue.fromS("gone-" + order));
            Map<String, AttributeValue> checked = Map.of("id", AttributeValue.fromS("checked-" + order));
            DynamoDbWrites writes = DynamoDbWrites.none()
                    .put(Put.builder().tableName(orders).item(id).build(), "id")
                    .update(Update.builder()
                            .tableName(orders)
                            .key(other)
                            .updateExpression("SET n = :n")
                            .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("1")))
                            .build())
                    .delete(Delete.builder().tableName(orders).key(gone).build())
                    .check(ConditionCheck.builder()
                            .tableName(orders)
                            .key(checked)
                            .conditionExpression("attribute_not_exists(id)")
                            .build());
            return Transaction.of(order.equals("large") ? noise() : "done", writes);
        });
        for (int call = 0; call < 2; call++) {
            transfer.run("small", IN_20_S);
            transfer.run("large", IN_20_S);
            assertThatThrownBy(() -> transfer.run("fails", IN_20_S)).isInstanceOf(IOException.class);
        }
        useSingleCalls(); // the same function has steps and plain operations
        assertThat(sent.on(table))
                .isEqualTo(Policy.named("handler-transactional").actions(0));
        assertThat(sent.on(orders))
                .isEqualTo(Policy.named("handler-transactional").actions(1));
    }

    @Test
    void readerAndOperator() throws Exception {
        useSingleCalls();
        park("parked-too");
        sent.clear();
        StoreCall call = new StoreCall(Instant.now(), Duration.ofSeconds(20));
        IdempotencyKey key = new IdempotencyKey(TENANT, "charge", "parked");
        store.find(key, call);
        store.find(new IdempotencyKey(TENANT, "charge", "large"), call);
        assertThat(sent.on(table)).isEqualTo(Policy.named("reader").actions(0));

        resolve(
                key,
                new WriteRequest.Resolution.WithResult(
                        new StoredResult.Success(Blob.utf8(noise())), Duration.ofDays(1)));
        resolve(
                new IdempotencyKey(TENANT, "charge", "parked-too"),
                new WriteRequest.Resolution.ReExecute(Duration.ofDays(1)));
        assertThat(sent.on(table)).isEqualTo(Policy.named("operator").actions(0));
    }

    @Test
    void repairer() throws Exception {
        useSingleCalls();
        sent.clear();
        StoreCall call = new StoreCall(Instant.now(), Duration.ofSeconds(20));
        String large = new IdempotencyKey(TENANT, "charge", "large").recordId();
        IdempotencyRecord.Completed done =
                (IdempotencyRecord.Completed) store.read(large, call).orElseThrow();
        IdempotencyRecord.Completed erased = new IdempotencyRecord.Completed(
                done.claim(),
                done.fingerprint(),
                done.revision() + 1,
                StoredResult.Missing.unencodable("erased"),
                done.completedAt(),
                done.windowEndsAt());
        assertThat(store.replace(new RepairStore.Replacement(large, done, erased), call))
                .isTrue();
        assertThat(store.remove(new RepairStore.Removal(large, erased), call)).isTrue();
        assertThat(sent.on(table)).isEqualTo(Policy.named("repairer").actions(0));
    }

    @Test
    void lister() throws Exception {
        useSingleCalls();
        sent.clear();
        ListingStore.Page page = store.list(
                new ListingStore.Query(TENANT + "/charge/", 100, ""),
                new StoreCall(Instant.now(), Duration.ofSeconds(20)));
        assertThat(page.entries()).isNotEmpty();
        assertThat(sent.on(table)).isEqualTo(Policy.named("lister").actions(0));
    }

    private void resolve(IdempotencyKey key, WriteRequest.Resolution resolution) {
        StoreCall call = new StoreCall(Instant.now(), Duration.ofSeconds(20));
        IdempotencyRecord.Quarantined parked =
                (IdempotencyRecord.Quarantined) store.find(key, call).orElseThrow();
        store.resolve(new WriteRequest.Resolve(key, parked.claim().id(), resolution), call);
    }

    @Test
    void erasingLeavesNothingOfTheKeyAndAllOfTheOthers() throws Exception {
        useSingleCalls();
        charge().body(body()).run("large-other", IN_20_S);
        sent.clear();
        String id = new IdempotencyKey(TENANT, "charge", "large").recordId();
        List<String> found = idsOf(client.scan(scan -> scan.tableName(table)
                .consistentRead(true)
                .filterExpression("id = :id OR begins_with(id, :prefix)")
                .expressionAttributeValues(
                        Map.of(":id", AttributeValue.fromS(id), ":prefix", AttributeValue.fromS(id + "/")))));
        assertThat(found).hasSize(3).contains(id); // the record, its result and its step
        found.forEach(item ->
                client.deleteItem(delete -> delete.tableName(table).key(Map.of("id", AttributeValue.fromS(item)))));

        assertThat(sent.on(table)).isEqualTo(Policy.named("erase").actions(0));
        assertThat(idsOf(client.scan(scan -> scan.tableName(table).consistentRead(true))))
                .noneMatch(left -> left.equals(id) || left.startsWith(id + "/"))
                .contains(id + "-other")
                .hasSize(7);
    }

    private static List<String> idsOf(ScanResponse response) {
        return response.items().stream()
                .map(item -> Objects.requireNonNull(item.get("id")).s())
                .toList();
    }

    @Test
    void tableSetup() throws Exception {
        DynamoDbStore.of(client, "iam-" + UUID.randomUUID()).createTable(Duration.ofSeconds(30));
        assertThat(sent.on("")).isEqualTo(Policy.named("table").actions(0));
    }

    @Test
    void everyPolicyAllowsNamedActionsOnOneResource() throws IOException {
        assertThat(Policy.names()).hasSize(11);
        for (String name : Policy.names()) {
            assertThat(Policy.named(name).statements()).as(name).isNotEmpty().allSatisfy(statement -> {
                assertThat(statement.get("Effect")).isEqualTo("Allow");
                assertThat(statement.get("Resource"))
                        .asString()
                        .matches("arn:aws:(dynamodb:REGION:ACCOUNT:table/[a-z]+|kms:REGION:ACCOUNT:key/KEY)");
                assertThat(statement.get("Action")).asString().doesNotContain("*");
            });
        }
    }
}

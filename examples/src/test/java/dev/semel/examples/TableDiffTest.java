// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.prover.Proof;
import dev.semel.prover.Prover;
import dev.semel.prover.ProverBuilder;
import dev.semel.prover.Rule;
import dev.semel.prover.TableDiff;
import dev.semel.prover.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Handlers whose effects are in a table of a real DynamoDB, and whose client is under the prover's control. */
class TableDiffTest {

    private static LocalDynamoDb dynamoDb;
    private static final String KEY = "0".repeat(64);

    /** The database is one for all histories; each world has a table of its own in it. */
    private static final List<String> DATABASE = Stream.of("proof", "newTable", "client")
            .map(method -> "dev.semel.examples.TableDiffTest." + method + ":TableDiffTest.dynamoDb")
            .toList();

    private final AtomicInteger tables = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        dynamoDb = LocalDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    private String newTable() {
        String table = getClass().getSimpleName() + tables.incrementAndGet();
        dynamoDb.createTable(table);
        return table;
    }

    /** Lets a handler do something to a table of its own in each world, through a client that loses calls. */
    private ProverBuilder proof(TableEffect effect, Function<TableDiff, Map<String, Integer>> counts) {
        return Prover.of(world -> {
                    String table = world.kept("table", this::newTable);
                    TableDiff diff = world.kept("diff", () -> TableDiff.since(dynamoDb.client(), table));
                    world.effectIn("line", () -> counts.apply(diff));
                    DynamoDbClient client = client(world);
                    return (input, output, context) ->
                            effect.on(client, table, new String(input.readAllBytes(), StandardCharsets.UTF_8));
                })
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("line"))
                .accept(DATABASE.toArray(String[]::new))
                .systematic(1_000, 1)
                .random(0, 1);
    }

    private static DynamoDbClient client(World world) {
        return world.shared("dynamodb", DynamoDbClient.class, dynamoDb::client);
    }

    @FunctionalInterface
    private interface TableEffect {
        void on(DynamoDbClient client, String table, String order);
    }

    @Test
    void lineThatIsEnteredTwiceIsSeen() {
        Proof proof = proof(
                        (client, table, order) -> new LedgerTable(client, table).enter(order, KEY),
                        diff -> diff.newItems("line"))
                .accept("dev.semel.examples.LedgerTable.enter:UUID.randomUUID") // the id of a line, which no rule reads
                .prove();
        assertThat(proof).isInstanceOf(Proof.Broken.class);
        assertThat(proof.toString()).contains("exactly once", "dynamodb.putItem");
    }

    @Test
    void conditionalPutTakesPlaceOnce() {
        TableEffect onceOnly = (client, table, order) -> {
            try {
                client.putItem(put -> put.tableName(table)
                        .item(Map.of("id", AttributeValue.fromS(order), "line", AttributeValue.fromS(order)))
                        .conditionExpression("attribute_not_exists(id)"));
            } catch (ConditionalCheckFailedException e) {
                // it is there
            }
        };
        assertThat(proof(onceOnly, diff -> diff.newItems("line")).prove()).isInstanceOf(Proof.Held.class);
    }

    @Test
    void counterThatRisesTwiceIsSeen() {
        TableEffect counts = (client, table, order) -> client.updateItem(update -> update.tableName(table)
                .key(Map.of("id", AttributeValue.fromS("balance")))
                .updateExpression("SET line = :line ADD entered :one")
                .expressionAttributeValues(
                        Map.of(":line", AttributeValue.fromS(order), ":one", AttributeValue.fromN("1"))));
        Proof proof = proof(counts, diff -> diff.rises("line", "entered")).prove();
        assertThat(proof).isInstanceOf(Proof.Broken.class);
        assertThat(proof.toString()).contains("it took place 2 times for order-1");
    }

    @Test
    void itemWithoutItsSubjectIsNamed() {
        String table = newTable();
        TableDiff diff = TableDiff.since(dynamoDb.client(), table);
        dynamoDb.client().putItem(put -> put.tableName(table).item(Map.of("id", AttributeValue.fromS("a"))));
        assertThatThrownBy(() -> diff.newItems("line"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no text in line");
    }
}

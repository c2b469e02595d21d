// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.dynamodb.LocalServer;
import dev.semel.platform.runtime.InvocationAnswer;
import dev.semel.platform.runtime.LocalFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * An example function in a real Lambda runtime: a JVM of its own with AWS's runtime interface client, configured by
 * nothing but environment variables, with new tables in DynamoDB Local for each class of tests. The tests of a class
 * share them and the environment, as invocations do: each has orders of its own.
 */
@ExtendWith(LocalServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RuntimeTest {

    /** Answer to asynchronous sources for a failed event. */
    static final String FAILED = "dev.semel.lambda.RecordsNotCompletedException";

    private final DynamoDbClient dynamoDb;
    private final String ledger;
    private final LocalFunction function;

    RuntimeTest(LocalDynamoDb server, Class<?> handler) {
        String test = UUID.randomUUID().toString();
        String records = "idempotency-" + test;
        ledger = "ledger-" + test;
        dynamoDb = server.client();
        server.store(records);
        createLedger();
        function = LocalFunction.builder(handler)
                .environment("AWS_ENDPOINT_URL_DYNAMODB", server.endpoint().toString())
                .environment("IDEMPOTENCY_TABLE", records)
                .environment("LEDGER_TABLE", ledger)
                .build();
    }

    private void createLedger() {
        dynamoDb.createTable(table -> table.tableName(ledger)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
    }

    @AfterAll
    void stop() {
        function.close();
    }

    /** Delivers an event, and returns what the handler answered; it must not have failed. */
    final String deliver(String event) throws Exception {
        InvocationAnswer answer = invoke(event);
        assertThat(answer).as(function.output()).isInstanceOf(InvocationAnswer.Response.class);
        return ((InvocationAnswer.Response) answer).payload().toUtf8();
    }

    /** Delivers an event, and returns the class of what the handler threw; it must have failed. */
    final String failure(String event) throws Exception {
        InvocationAnswer answer = invoke(event);
        assertThat(answer).as(function.output()).isInstanceOf(InvocationAnswer.FunctionError.class);
        return ((InvocationAnswer.FunctionError) answer).type();
    }

    private InvocationAnswer invoke(String event) throws InterruptedException {
        return function.invoke(event.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the lines that the executions have entered in the ledger, in any order} */
    final List<String> ledger() {
        return dynamoDb.scan(scan -> scan.tableName(ledger).consistentRead(true)).items().stream()
                .map(item -> Objects.requireNonNull(item.get("line")).s())
                .toList();
    }

    /** {@return the function, for what {@link #deliver} does not do} */
    final LocalFunction function() {
        return function;
    }

    /** {@return the event of that resource} */
    static String event(String resource) throws IOException {
        try (InputStream input = RuntimeTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(input, resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

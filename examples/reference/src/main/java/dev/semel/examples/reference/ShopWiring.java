// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import dev.semel.Idempotency;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.dynamodb.LightClient;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.EmfListener;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Collaborators of a deployed function. The template sets the variables that they are made from; credentials, Region
 * and endpoints come from the variables that the SDK and Lambda have for them.
 */
final class ShopWiring {

    private final Map<String, String> variables;
    private final DynamoDbClient dynamoDb;
    private final DynamoDbStore store;
    private final EmfListener metrics;
    private final Idempotency idempotency;

    private ShopWiring(Map<String, String> variables, String source) {
        this.variables = variables;
        this.dynamoDb = LightClient.create();
        this.store = DynamoDbStore.of(dynamoDb, variable("IDEMPOTENCY_TABLE"));
        this.metrics = EmfListener.builder(source).namespace("Shop").build();
        this.idempotency = Idempotency.builder(store)
                .codec(PlainJsonCodec.create())
                .listener(metrics)
                .build();
    }

    /**
     * Reads the environment; a function does so once, in its constructor.
     *
     * @param source the name of the function's event source, for metrics
     */
    static ShopWiring fromEnvironment(String source) {
        return new ShopWiring(System.getenv(), source);
    }

    private String variable(String name) {
        return Objects.requireNonNull(variables.get(name), () -> "set the environment variable " + name);
    }

    Idempotency idempotency() {
        return idempotency;
    }

    DynamoDbStore store() {
        return store;
    }

    EmfListener metrics() {
        return metrics;
    }

    BatchPolicy batches() {
        return BatchPolicy.defaults().duplicates(metrics);
    }

    ShopOrders<DynamoDbWrites> orders() {
        return new OrderTable(dynamoDb, variable("ORDERS_TABLE"));
    }

    Points<DynamoDbWrites> points() {
        return new PointsTable(variable("POINTS_TABLE"));
    }

    OrderQueue queue() {
        SqsClient sqs = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        String url = variable("ORDER_QUEUE_URL");
        return orderId ->
                sqs.sendMessage(message -> message.queueUrl(url).messageBody("{\"orderId\":\"" + orderId + "\"}"));
    }

    OrderFiles files() {
        return new BucketFiles(S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    Announcements announcements() {
        return new BusAnnouncements(EventBridgeClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    PaymentCompany payments() {
        return new HttpPayments(URI.create(variable("PAYMENTS_URL")));
    }

    MailService mail() {
        return new HttpMail(URI.create(variable("MAIL_URL")));
    }

    /** {@return the time after which work counts as stalled; longer than the queue takes to deliver again} */
    Duration stalledAfter() {
        return Duration.parse(variable("STALLED_AFTER"));
    }
}

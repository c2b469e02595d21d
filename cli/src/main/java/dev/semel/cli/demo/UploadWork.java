// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.semel.lambda.S3Object;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Work of both functions of the demo on the platform for an upload: a charge, then a row. Thread-safe. */
final class UploadWork {

    /** Name of the variable with the name of the table of charges. */
    static final String CHARGES_TABLE = "CHARGES_TABLE";

    /** Name of the variable with the name of the table of idempotency records. */
    static final String IDEMPOTENCY_TABLE = "IDEMPOTENCY_TABLE";

    /** Name of the variable with the address of the payment service. */
    static final String PAYMENTS = "PAYMENTS";

    private final DynamoDbClient dynamoDb;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    UploadWork(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /**
     * Charges one cent per byte, and writes a row of its own for it.
     *
     * @param upload the object
     * @param headers headers of the request to the payment service: an idempotency key, or none
     * @return the payment's id, under which the row is
     */
    String charge(S3Object upload, Map<String, String> headers) throws IOException, InterruptedException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("order", upload.key())
                .put("content", upload.eTag())
                .put("amountCents", upload.size())
                .toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(variable(PAYMENTS)))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The payment service answered " + response.statusCode());
        }
        JsonNode answer = JsonMapper.builder().build().readTree(response.body());
        String payment = answer.path("payment").asText();
        dynamoDb.putItem(put -> put.tableName(variable(CHARGES_TABLE))
                .item(Map.of("id", AttributeValue.fromS(payment), "upload", AttributeValue.fromS(upload.key()))));
        return payment;
    }

    static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "set the environment variable " + name);
    }
}

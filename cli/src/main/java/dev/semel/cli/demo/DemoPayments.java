// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.semel.lambda.S3Object;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The payment client of one delivery. All handlers charge through it, and faults happen in it. */
final class DemoPayments {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final URI endpoint;
    private final DemoDelivery delivery;

    DemoPayments(HttpClient client, URI endpoint, DemoDelivery delivery) {
        this.client = client;
        this.endpoint = endpoint;
        this.delivery = delivery;
    }

    /** Charges one cent per byte, with an idempotency key or none, and returns the payment's id. */
    String charge(S3Object object, @Nullable String idempotencyKey) throws IOException, InterruptedException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("order", object.key())
                .put("content", object.eTag())
                .put("amountCents", object.size())
                .toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        delivery.reach(Fate.Point.BEFORE_EFFECT);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        delivery.reach(Fate.Point.AFTER_EFFECT);
        if (response.statusCode() != 200) {
            throw new IOException("The payment service answered " + response.statusCode());
        }
        return JSON.readTree(response.body()).path("payment").asText();
    }
}

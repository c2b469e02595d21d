// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The handler that most of us write first. */
final class NaiveOrdersHandler implements RequestStreamHandler {

    private final JsonMapper mapper = new JsonMapper();
    private final Payments payments;

    NaiveOrdersHandler(Payments payments) {
        this.payments = payments;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        for (JsonNode message : mapper.readTree(event).path("Records")) {
            Order order = mapper.readValue(message.path("body").asText(), Order.class);
            try {
                payments.charge(order, null); // without an idempotency key
            } catch (Exception e) {
                throw new IOException("order " + order.orderId() + " was not charged", e);
            }
        }
        response.write("{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.IdempotencyBuilder;
import dev.semel.Operation;
import dev.semel.codec.FailureCodec;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LightClient;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;

/** Charges each order of a queue once. */
public final class OrdersHandler implements RequestStreamHandler {

    private final JsonMapper mapper = new JsonMapper();
    private final SqsHandler<Order, Receipt> handler;

    /** Called by Lambda, once per execution environment. */
    public OrdersHandler() {
        this(
                Idempotency.builder(DynamoDbStore.of(LightClient.create(), System.getenv("IDEMPOTENCY_TABLE"))),
                new HttpPayments(URI.create(System.getenv("PAYMENTS_URL"))),
                BatchPolicy.defaults());
    }

    /** Called by tests and proofs, with their own store and payment company. */
    OrdersHandler(IdempotencyBuilder idempotency, Payments payments, BatchPolicy batches) {
        Operation<Order, Receipt> charge = idempotency
                .codec(PlainJsonCodec.create())
                .build()
                .operation("charge-order", Order.class, Receipt.class)
                .key(Order::orderId)
                .dedupeWindow(Duration.ofDays(4))
                .onFailure(FailureRule.finalFor(CardDeclined.class, FailureCodec.message(CardDeclined::new)))
                .body((order, execution) -> payments.charge(order, execution.effectKey("charge")));
        handler = SqsHandler.of(this::order, charge, batches);
    }

    private Order order(SqsMessage message) {
        try {
            return mapper.readValue(message.body(), Order.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the message is not an order", e);
        }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.JsonEventSource;
import dev.semel.lambda.SnsHandler;
import dev.semel.lambda.SnsNotification;
import dev.semel.lambda.SnsSource;
import java.io.InputStream;
import java.io.OutputStream;

/** Charges each order from a topic once, however often it is published. */
public final class SnsOrdersHandler implements RequestStreamHandler {

    private final SnsHandler<JsonDocument, String> handler;

    /** Called by Lambda, once per execution environment. */
    public SnsOrdersHandler() {
        this(Wiring.fromEnvironment());
    }

    SnsOrdersHandler(Wiring wiring) {
        Operation<JsonDocument, String> charge = JsonEventSource.operationByPath(
                        wiring.idempotency(), "charge", String.class, "/orderId")
                .dedupeWindow(SnsSource.retryHorizon().longest())
                .body((order, execution) -> wiring.ledger()
                        .enter("charge " + order.text("/orderId").orElseThrow(), execution.effectKey("charge")));
        handler = SnsHandler.of(SnsNotification::json, charge, wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.JsonEventSource;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Charges each order of a queue once, standard or FIFO, however often a producer sends it. */
public final class SqsOrdersHandler implements RequestStreamHandler {

    private final SqsHandler<JsonDocument, String> handler;

    /** Called by Lambda, once per execution environment. */
    public SqsOrdersHandler() {
        this(Wiring.fromEnvironment());
    }

    SqsOrdersHandler(Wiring wiring) {
        Operation<JsonDocument, String> charge = JsonEventSource.operationByPath(
                        wiring.idempotency(), "charge", String.class, "/orderId")
                .dedupeWindow(Duration.ofDays(14))
                .body((order, execution) -> wiring.ledger()
                        .enter("charge " + order.text("/orderId").orElseThrow(), execution.effectKey("charge")));
        handler = SqsHandler.of(SqsMessage::json, charge, wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}

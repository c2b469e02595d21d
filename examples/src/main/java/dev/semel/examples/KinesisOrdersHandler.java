// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.JsonEventSource;
import dev.semel.lambda.KinesisHandler;
import dev.semel.lambda.KinesisRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Charges each order of a stream once, in the order of each partition key. */
public final class KinesisOrdersHandler implements RequestStreamHandler {

    private final KinesisHandler<JsonDocument, String> handler;

    /** Called by Lambda, once per execution environment. */
    public KinesisOrdersHandler() {
        this(Wiring.fromEnvironment());
    }

    KinesisOrdersHandler(Wiring wiring) {
        Operation<JsonDocument, String> charge = JsonEventSource.operationByPath(
                        wiring.idempotency(), "charge", String.class, "/orderId")
                .body((order, execution) -> wiring.ledger()
                        .enter("charge " + order.text("/orderId").orElseThrow(), execution.effectKey("charge")));
        handler =
                KinesisHandler.of(KinesisRecord::json, charge, wiring.batches()).orderedBy(KinesisRecord::partitionKey);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}

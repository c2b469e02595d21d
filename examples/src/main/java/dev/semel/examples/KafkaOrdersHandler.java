// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.JsonEventSource;
import dev.semel.lambda.KafkaHandler;
import dev.semel.lambda.KafkaRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Charges each order of a topic once, in the order of each partition. A tombstone is no order, and fails. */
public final class KafkaOrdersHandler implements RequestStreamHandler {

    private final KafkaHandler<JsonDocument, String> handler;

    /** Called by Lambda, once per execution environment. */
    public KafkaOrdersHandler() {
        this(Wiring.fromEnvironment());
    }

    KafkaOrdersHandler(Wiring wiring) {
        Operation<JsonDocument, String> charge = JsonEventSource.operationByPath(
                        wiring.idempotency(), "charge", String.class, "/orderId")
                .dedupeWindow(Duration.ofDays(7))
                .body((order, execution) -> wiring.ledger()
                        .enter("charge " + order.text("/orderId").orElseThrow(), execution.effectKey("charge")));
        handler = KafkaHandler.of(KafkaRecord::json, charge, wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}

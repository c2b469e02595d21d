// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.Operation;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.JsonEventSource;
import dev.semel.lambda.RetryHorizon;
import dev.semel.lambda.SynchronousHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Charges each order of a merchant once, and answers a caller that waits with the receipt. */
public final class JsonEventChargeHandler implements RequestStreamHandler {

    private final SynchronousHandler<JsonDocument, String> handler;

    /** Called by Lambda, once per execution environment. */
    public JsonEventChargeHandler() {
        this(Wiring.fromEnvironment());
    }

    JsonEventChargeHandler(Wiring wiring) {
        JsonMapper mapper = new JsonMapper();
        Operation<JsonDocument, String> charge = JsonEventSource.operationByPath(
                        wiring.idempotency(), "charge", String.class, "/merchant", "/orderId")
                .body((order, execution) -> wiring.ledger()
                        .enter("charge " + order.text("/orderId").orElseThrow(), execution.effectKey("charge")));
        handler = SynchronousHandler.of(
                JsonEventSource::parse,
                charge,
                RetryHorizon.asynchronousInvocation(), // or what your callers' documents say
                mapper::writeValue);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}

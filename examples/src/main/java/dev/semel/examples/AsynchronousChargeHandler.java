// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.KeyExtractor;
import dev.semel.Operation;
import dev.semel.lambda.AsynchronousHandler;
import dev.semel.lambda.AsynchronousInvocation;
import dev.semel.lambda.JsonDocument;
import java.io.InputStream;
import java.io.OutputStream;

/** Charges each order once, however often the function is invoked for it, by Lambda or by the invoker. */
public final class AsynchronousChargeHandler implements RequestStreamHandler {

    private final AsynchronousHandler<String> handler;

    /** Called by Lambda, once per execution environment. */
    public AsynchronousChargeHandler() {
        this(Wiring.fromEnvironment());
    }

    AsynchronousChargeHandler(Wiring wiring) {
        KeyExtractor<JsonDocument> orderId = JsonDocument.key("/orderId");
        Operation<AsynchronousInvocation, String> charge = wiring.idempotency()
                .operation("charge", AsynchronousInvocation.class, String.class)
                .key(call -> orderId.extract(call.event()))
                .fingerprintOf(call -> call.event().canonical())
                .body((call, execution) -> wiring.ledger()
                        .enter("charge " + call.event().text("/orderId").orElseThrow(), execution.effectKey("charge")));
        handler = AsynchronousHandler.of(charge, wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}

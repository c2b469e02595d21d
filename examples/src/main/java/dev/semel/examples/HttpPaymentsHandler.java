// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.http.Caller;
import dev.semel.lambda.http.HttpHandler;
import dev.semel.lambda.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Charges one order for each {@code Idempotency-Key} of a caller: REST and HTTP APIs, function URLs, load balancers.
 */
public final class HttpPaymentsHandler implements RequestStreamHandler {

    private final HttpHandler handler;

    /** Called by Lambda, once per execution environment. */
    public HttpPaymentsHandler() {
        this(Wiring.fromEnvironment());
    }

    HttpPaymentsHandler(Wiring wiring) {
        handler = HttpHandler.builder(wiring.idempotency(), "charge")
                // Keep the one that your front door verifies; a load balancer's needs authenticating listener rules.
                .caller(Caller.principal()
                        .or(Caller.jwtSubject())
                        .or(Caller.iamRole())
                        .or(Caller.albOidcIdentity()))
                .build((request, execution) -> {
                    JsonDocument order = JsonDocument.of(request.body().toUtf8());
                    String receipt = wiring.ledger()
                            .enter("charge " + order.text("/orderId").orElseThrow(), execution.effectKey("charge"));
                    return HttpResponse.text(201, "text/plain", receipt);
                });
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}

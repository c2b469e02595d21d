// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.EventBridgeEvent;
import dev.semel.lambda.EventBridgeHandler;
import dev.semel.lambda.ReplayPolicy;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Charges each order from a bus once, also when an archive is replayed. */
public final class EventBridgeOrdersHandler implements RequestStreamHandler {

    private final EventBridgeHandler<String> handler;

    /** Called by Lambda, once per execution environment. */
    public EventBridgeOrdersHandler() {
        this(Wiring.fromEnvironment());
    }

    EventBridgeOrdersHandler(Wiring wiring) {
        ReplayPolicy replays = ReplayPolicy.asDuplicate();
        Operation<EventBridgeEvent, String> charge = wiring.idempotency()
                .operation("charge", EventBridgeEvent.class, String.class)
                .key(replays.keyOf(EventBridgeEvent.intent("/orderId")))
                .fingerprintOf(EventBridgeEvent::contentIdentity)
                .dedupeWindow(Duration.ofDays(30)) // as late as anything is replayed
                .body((event, execution) -> wiring.ledger()
                        .enter(
                                "charge " + event.detail().text("/orderId").orElseThrow(),
                                execution.effectKey("charge")));
        handler = EventBridgeHandler.of(charge, replays, wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.EventBridgeEvent;
import dev.semel.lambda.EventBridgeHandler;
import dev.semel.lambda.EventBridgeSource;
import dev.semel.lambda.ReplayPolicy;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes one report for each run of a schedule, however often the rule fires for it. */
public final class ScheduledReportHandler implements RequestStreamHandler {

    private final EventBridgeHandler<String> handler;

    /** Called by Lambda, once per execution environment. */
    public ScheduledReportHandler() {
        this(Wiring.fromEnvironment());
    }

    ScheduledReportHandler(Wiring wiring) {
        Operation<EventBridgeEvent, String> report = EventBridgeSource.operationPerScheduledRun(
                        wiring.idempotency(), "report", String.class)
                .body((run, execution) ->
                        wiring.ledger().enter("report for " + run.time(), execution.effectKey("report")));
        handler = EventBridgeHandler.of(report, ReplayPolicy.asDuplicate(), wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}

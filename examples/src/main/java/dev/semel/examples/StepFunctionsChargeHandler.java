// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.Operation;
import dev.semel.lambda.StepFunctionsTask;
import dev.semel.lambda.SynchronousHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Charges an order once for each entering of a state, however often its {@code Retry} runs the task. */
public final class StepFunctionsChargeHandler implements RequestStreamHandler {

    private final SynchronousHandler<StepFunctionsTask, String> handler;

    /** Called by Lambda, once per execution environment. */
    public StepFunctionsChargeHandler() {
        this(Wiring.fromEnvironment());
    }

    StepFunctionsChargeHandler(Wiring wiring) {
        JsonMapper mapper = new JsonMapper();
        Operation<StepFunctionsTask, String> charge = StepFunctionsTask.operationPerDelivery(
                        wiring.idempotency(), "charge", String.class)
                .body((task, execution) -> wiring.ledger()
                        .enter("charge " + task.input().text("/orderId").orElseThrow(), execution.effectKey("charge")));
        handler = SynchronousHandler.of(
                StepFunctionsTask::parse,
                charge,
                StepFunctionsTask.retryHorizon(Duration.ofHours(1)), // of the state's Retry
                mapper::writeValue);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}

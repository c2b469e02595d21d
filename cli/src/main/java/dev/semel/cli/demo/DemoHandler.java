// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import java.io.IOException;
import java.util.List;

/**
 * A function that charges for each uploaded object and then writes its order.
 *
 * @param name the name in the table
 * @param deployment creates the function in a new execution environment
 */
record DemoHandler(String name, Deployment deployment) {

    /** Name of the handler whose verdicts decide the exit status. */
    static final String SEMEL = "semel";

    /** Creates a function. */
    @FunctionalInterface
    interface Deployment {

        RequestStreamHandler start(Environment environment);
    }

    /** {@return the three handlers of the demo} */
    static List<DemoHandler> all() {
        return List.of(
                new DemoHandler("naive", DemoHandler::naive),
                new DemoHandler("guard", DemoHandler::guard),
                new DemoHandler(SEMEL, DemoHandler::semel));
    }

    /** A handler without protection. */
    static RequestStreamHandler naive(Environment environment) {
        return (event, response, context) -> {
            for (S3Object object : S3Source.parse(event)) {
                chargeAndWrite(object, environment);
            }
        };
    }

    /** A handler with the usual one-line guard, and the same delivery identity as with Semel. */
    static RequestStreamHandler guard(Environment environment) {
        return (event, response, context) -> {
            for (S3Object object : S3Source.parse(event)) {
                if (environment.tables().isFirst(object)) {
                    chargeAndWrite(object, environment);
                }
            }
        };
    }

    /** A handler with Semel. */
    static RequestStreamHandler semel(Environment environment) {
        Idempotency idempotency = Idempotency.builder(environment.tables().store())
                .withoutLog()
                .clock(environment.clock())
                .build();
        Operation<S3Object, String> charge = S3Source.operationPerDelivery(idempotency, "charge", String.class)
                .body((object, execution) -> {
                    String effectKey = execution.effectKey("charge");
                    String payment = environment.payments().charge(object, effectKey);
                    environment.tables().writeOrder(object, payment);
                    return payment;
                });
        // Refused duplicates are what the scenarios are about: a log of them would only hide the table.
        return S3Handler.of(charge, BatchPolicy.defaults().failures(item -> {}));
    }

    private static void chargeAndWrite(S3Object object, Environment environment) throws IOException {
        try {
            String payment = environment.payments().charge(object, null);
            environment.tables().writeOrder(object, payment);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

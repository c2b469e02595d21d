// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.LambdaDeadline;
import dev.semel.prover.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Charges an order once, with Semel. */
public final class OrdersProof implements RequestStreamHandler {

    private final Operation<String, String> charge;

    public OrdersProof(World world) {
        charge = world.idempotency()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, execution) -> {
                    world.effect("charge")
                            .happen(order, execution.effectKey("charge"));
                    return order;
                });
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String order = new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            charge.run(order, LambdaDeadline.of(context));
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.World;
import java.io.InputStream;
import java.io.OutputStream;

/** Charges an order, and logs it where Semel logs. */
public final class Logging implements RequestStreamHandler {

    private final World world;

    /** Makes the handler in a world. */
    public Logging(World world) {
        this.world = world;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        System.getLogger("dev.semel.lambda").log(System.Logger.Level.WARNING, "charging order-1");
        world.effect("charge").happen("order-1", "order-1");
    }
}

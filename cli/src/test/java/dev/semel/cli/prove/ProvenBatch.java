// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Charges the orders of a batch, each by its message's identifier, and fails as a whole. */
public final class ProvenBatch implements RequestStreamHandler {

    private static final Pattern IDENTIFIER = Pattern.compile("\"messageId\":\"([^\"]+)\"");

    private final World world;

    /** Makes the handler in a world. */
    public ProvenBatch(World world) {
        this.world = world;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Matcher orders = IDENTIFIER.matcher(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        while (orders.find()) {
            world.effect("charge").happen(orders.group(1), orders.group(1));
        }
    }
}

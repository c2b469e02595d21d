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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Marks an order before it charges: a crash in between loses it. */
public final class GuardedBefore implements RequestStreamHandler {

    private final World world;

    /** Makes the handler in a world. */
    public GuardedBefore(World world) {
        this.world = world;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String order = new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
        Set<String> marks = world.kept("marks", ConcurrentHashMap::newKeySet);
        if (marks.add(order)) {
            world.effect("charge").happen(order, order);
        }
    }
}

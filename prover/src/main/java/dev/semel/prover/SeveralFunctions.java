// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.delivery.Unaccepted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Several functions over one world: each event goes to one of them, whose handler is made at its first event. */
final class SeveralFunctions implements RequestStreamHandler {

    private final World world;
    private final Map<String, Function<World, ? extends RequestStreamHandler>> functions;
    private final Function<String, String> function;
    private final Map<String, RequestStreamHandler> handlers = new HashMap<>();

    SeveralFunctions(
            World world,
            Map<String, Function<World, ? extends RequestStreamHandler>> functions,
            Function<String, String> function) {
        this.world = world;
        this.functions = functions;
        this.function = function;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readAllBytes();
        String name = function.apply(new String(event, StandardCharsets.UTF_8));
        RequestStreamHandler handler = handlers.get(name);
        if (handler == null) {
            Function<World, ? extends RequestStreamHandler> maker = functions.get(name);
            if (maker == null) {
                String message = "No function has the name that the event gives; there are "
                        + new TreeSet<>(functions.keySet()) + ": see to the second argument of ofSeveral(...)";
                throw Unaccepted.wrongEvent(message, new IllegalArgumentException(message));
            }
            handler = made(maker);
            handlers.put(name, handler);
        }
        handler.handleRequest(new ByteArrayInputStream(event), output, context);
    }

    private RequestStreamHandler made(Function<World, ? extends RequestStreamHandler> maker) {
        try {
            return maker.apply(world);
        } catch (RuntimeException thrown) {
            throw Unaccepted.notMade(thrown);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Invokes the handler, as the platform does: a new handler for each invocation, over the world of its history. */
final class Invoker {

    private final ProofSetup setup;
    private final World world;

    Invoker(ProofSetup setup, World world) {
        this.setup = setup;
        this.world = world;
    }

    /** Runs the whole invocation, on the thread of its attempt. */
    AttemptAnswer invoke(InvocationAttempt attempt) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        LocalContext context = new LocalContext("prover", requestId(attempt), attempt.deadline(), world.clock());
        try {
            byte[] event = setup.documents().of(attempt.delivery()).getBytes(StandardCharsets.UTF_8);
            setup.handler().apply(world).handleRequest(new ByteArrayInputStream(event), output, context);
            return new AttemptAnswer(output.toString(StandardCharsets.UTF_8), null);
        } catch (Stopped over) {
            throw over;
        } catch (Throwable thrown) {
            return new AttemptAnswer("", thrown);
        }
    }

    /** {@return the request id: asynchronous invocation keeps it over retries, every other source draws a new one} */
    private String requestId(InvocationAttempt attempt) {
        Delivery.Copy first = attempt.delivery().copies().get(0);
        return switch (setup.scope().source().kind()) {
            case ASYNCHRONOUS -> "request-" + first.event() + "-" + first.copy();
            case QUEUE, FIFO, STREAM, REQUEST -> "request-" + attempt.number();
        };
    }
}

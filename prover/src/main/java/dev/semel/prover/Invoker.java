// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.escape.ReachedCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Invokes the handler, as the platform does: a new instance for each invocation that none has been kept for, over the
 * world of its history.
 */
final class Invoker {

    private final ProofSetup setup;
    private final World world;
    private final ReachedCode reached;

    Invoker(ProofSetup setup, World world, ReachedCode reached) {
        this.setup = setup;
        this.reached = reached;
        this.world = world;
    }

    /** Runs the whole invocation, on the thread of its attempt. */
    AttemptAnswer invoke(InvocationAttempt attempt, String document, boolean keepsRequestId) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        LocalContext context = new LocalContext(
                "prover",
                "environment-" + attempt.environment().number(),
                requestId(attempt, keepsRequestId),
                attempt.deadline(),
                world.clock(),
                Duration.ofMillis(attempt.number() - 1L)); // no two invocations reach the handler equally fast
        try {
            byte[] event = document.getBytes(StandardCharsets.UTF_8);
            instance(attempt).handleRequest(new ByteArrayInputStream(event), output, context);
            return new AttemptAnswer(output.toString(StandardCharsets.UTF_8), null);
        } catch (Stopped over) {
            throw over;
        } catch (Throwable thrown) {
            return new AttemptAnswer("", thrown);
        }
    }

    /** {@return the handler's object that serves an attempt, made by the first one of its environment} */
    private RequestStreamHandler instance(InvocationAttempt attempt) {
        return attempt.environment().handler(() -> {
            RequestStreamHandler made = made();
            reached.handler(made);
            return made;
        });
    }

    private RequestStreamHandler made() {
        try {
            return setup.handler().apply(world);
        } catch (Stopped over) {
            throw over;
        } catch (Throwable thrown) {
            throw Unaccepted.notMade(thrown);
        }
    }

    /** {@return the request id: asynchronous invocation keeps it over retries, every other source draws a new one} */
    private String requestId(InvocationAttempt attempt, boolean keepsRequestId) {
        Delivery.Copy first = attempt.delivery().copies().get(0);
        return keepsRequestId ? "request-" + first.event() + "-" + first.copy() : "request-" + attempt.number();
    }
}

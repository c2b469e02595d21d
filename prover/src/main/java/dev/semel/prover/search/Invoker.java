// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.delivery.Unaccepted;
import dev.semel.prover.escape.ReachedCode;
import dev.semel.prover.history.InvocationAttempt;
import dev.semel.prover.world.Stopped;
import dev.semel.prover.world.WorldState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Invokes the handler, as the platform does: a new instance for each invocation that none has been kept for, over the
 * world of its history.
 */
final class Invoker {

    private final ReachedCode reached;
    private final ProgramUnderProof program;

    Invoker(ProofSetup setup, WorldState world, ReachedCode reached) {
        this.reached = reached;
        this.program = setup.program(world);
    }

    /** Runs the whole invocation, on the thread of its attempt. */
    AttemptAnswer invoke(InvocationAttempt attempt, String document, boolean keepsRequestId) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Context context = program.contextOf(attempt, requestId(attempt, keepsRequestId));
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
            return program.handler();
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

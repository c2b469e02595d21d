// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import dev.semel.model.Blob;
import java.time.Duration;
import java.util.Objects;

/** The end of one invocation. Immutable; {@code toString} shows no payload. */
public sealed interface InvocationAnswer {

    /** Returns the request id of the invocation, as the handler's {@code Context} has it. */
    String requestId();

    /**
     * The handler returned.
     *
     * @param payload what the runtime sent, mostly JSON, possibly empty; at most {@link RuntimeApi#MAX_PAYLOAD_BYTES}
     */
    record Response(String requestId, Blob payload) implements InvocationAnswer {
        public Response {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(payload, "payload");
        }
    }

    /**
     * The handler threw, or its response was too large.
     *
     * @param type the exception's class name; {@code Function.ResponseSizeTooLarge} for a response that was too large
     * @param message the exception's message, or empty
     */
    record FunctionError(String requestId, String type, String message) implements InvocationAnswer {
        public FunctionError {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * The function could not be initialised: its constructor threw, or it took too long. Its process ends.
     *
     * @param type the exception's class name; {@code Sandbox.Timedout} when the time was over
     * @param message the exception's message, or empty
     */
    record InitError(String requestId, String type, String message) implements InvocationAnswer {
        public InitError {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * The handler had not answered at its deadline, and its process was killed.
     *
     * @param timeout the function's timeout
     */
    record TimedOut(String requestId, Duration timeout) implements InvocationAnswer {
        public TimedOut {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(timeout, "timeout");
        }
    }

    /**
     * The process ended without an answer.
     *
     * @param exitCode the exit code; on Linux 128 plus the signal when a signal killed it, thus 137 after SIGKILL
     * @param received whether the runtime had received the event; if not, the handler has not seen it
     */
    record ProcessExited(String requestId, int exitCode, boolean received) implements InvocationAnswer {
        public ProcessExited {
            Objects.requireNonNull(requestId, "requestId");
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import dev.semel.model.Blob;
import dev.semel.model.PrintableText;
import java.time.Duration;
import java.util.Objects;

/** The end of one invocation. Immutable; {@code toString} shows no payload. */
public sealed interface InvocationAnswer {

    /** {@return the request id of the invocation, as in the handler's {@code Context}} */
    String requestId();

    /**
     * The handler returned.
     *
     * @param requestId the invocation's request id
     * @param payload the runtime's response, mostly JSON, possibly empty; at most {@link RuntimeApi#MAX_PAYLOAD_BYTES}
     */
    record Response(String requestId, Blob payload) implements InvocationAnswer {

        /** Refuses null. */
        public Response {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(payload, "payload");
        }

        /** Shows no payload. */
        @Override
        public String toString() {
            return PrintableText.shown("Response[" + requestId + ", " + payload.size() + " bytes]");
        }
    }

    /**
     * The handler threw, or its response was too large.
     *
     * @param requestId the invocation's request id
     * @param type the exception's class name; {@code Function.ResponseSizeTooLarge} for a response that was too large
     * @param message the exception's message, or empty
     */
    record FunctionError(String requestId, String type, String message) implements InvocationAnswer {

        /** Refuses null. */
        public FunctionError {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(message, "message");
        }

        /** Shows no message, which is the function's. */
        @Override
        public String toString() {
            return PrintableText.shown("FunctionError[" + requestId + ", " + type + "]");
        }
    }

    /**
     * The function could not be initialised: its constructor threw, or it took too long. Its process ends.
     *
     * @param requestId the invocation's request id
     * @param type the exception's class name; {@code Sandbox.Timedout} if it took too long
     * @param message the exception's message, or empty
     */
    record InitError(String requestId, String type, String message) implements InvocationAnswer {

        /** Refuses null. */
        public InitError {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(message, "message");
        }

        /** Shows no message, which is the function's. */
        @Override
        public String toString() {
            return PrintableText.shown("InitError[" + requestId + ", " + type + "]");
        }
    }

    /**
     * The handler had not answered at its deadline, and its process was killed.
     *
     * @param requestId the invocation's request id
     * @param timeout the function's timeout
     */
    record TimedOut(String requestId, Duration timeout) implements InvocationAnswer {

        /** Refuses null. */
        public TimedOut {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(timeout, "timeout");
        }

        /** Shows the id in printable ASCII. */
        @Override
        public String toString() {
            return PrintableText.shown("TimedOut[" + requestId + " after " + timeout + "]");
        }
    }

    /**
     * The process ended without an answer.
     *
     * @param requestId the invocation's request id
     * @param exitCode the exit code; on Linux 128 plus the number of the signal that killed it, so 137 after SIGKILL
     * @param received whether the runtime had received the event; if not, the handler has not seen it
     */
    record ProcessExited(String requestId, int exitCode, boolean received) implements InvocationAnswer {

        /** Refuses null. */
        public ProcessExited {
            Objects.requireNonNull(requestId, "requestId");
        }

        /** Shows the id in printable ASCII. */
        @Override
        public String toString() {
            return PrintableText.shown("ProcessExited[" + requestId + ", exit code " + exitCode
                    + (received ? ", received]" : ", not received]"));
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import java.time.Instant;

/** An event of the asynchronous queue, with its tries so far. Immutable. */
final class AsyncEvent {

    private final FunctionName name;
    private final byte[] payload;
    private final String requestId;
    private final Instant accepted;
    private final int tries;
    private final int throttles;

    AsyncEvent(FunctionName name, byte[] payload, String requestId, Instant accepted, int tries, int throttles) {
        this.name = name;
        this.payload = payload;
        this.requestId = requestId;
        this.accepted = accepted;
        this.tries = tries;
        this.throttles = throttles;
    }

    FunctionName name() {
        return name;
    }

    byte[] payload() {
        return payload;
    }

    String requestId() {
        return requestId;
    }

    Instant accepted() {
        return accepted;
    }

    /** {@return the number of tries that the function answered} */
    int tries() {
        return tries;
    }

    /** {@return the number of tries that were throttled} */
    int throttles() {
        return throttles;
    }

    AsyncEvent tried() {
        return new AsyncEvent(name, payload, requestId, accepted, tries + 1, throttles);
    }

    AsyncEvent throttled() {
        return new AsyncEvent(name, payload, requestId, accepted, tries, throttles + 1);
    }
}

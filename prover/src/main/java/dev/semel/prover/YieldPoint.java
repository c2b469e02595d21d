// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt stands: before a call that others can see, or before its end.
 *
 * @param kind what kind of call
 * @param resource what the call touches; calls that touch different things can be swapped
 * @param label the call, for people
 * @param until of a pause, when it ends
 */
record YieldPoint(
        Kind kind, String resource, String label, @Nullable Instant until) {

    /** What kind of call. */
    enum Kind {
        STORE,
        EFFECT,
        PAUSE,
        /** The handler is through, and its answer not yet with the platform. */
        RETURN
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A point at which an attempt stops: before a call that others can see, or before its end.
 *
 * @param kind the kind of call
 * @param resource the resource that the call touches; calls on different resources can be swapped
 * @param service the store or receiver that has the resource, which can be away as a whole; empty for none
 * @param label the call, for reports
 * @param until the end of a pause; null for any other kind
 * @param mayBeStale whether the call is a read that can be answered by an older state now
 */
public record YieldPoint(
        Kind kind,
        String resource,
        String service,
        String label,
        @Nullable Instant until,
        BooleanSupplier mayBeStale) {

    public YieldPoint(Kind kind, String resource, String service, String label, @Nullable Instant until) {
        this(kind, resource, service, label, until, () -> false);
    }

    /** The kinds of call. */
    public enum Kind {
        STORE,
        EFFECT,
        PAUSE,
        /** A task that the handler gave to the world's executor is about to begin. */
        BEGIN,
        /** The handler has returned; the platform has not received its answer yet. */
        RETURN
    }
}

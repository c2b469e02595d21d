// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.Waiting;
import dev.semel.store.IdempotencyStore;
import java.util.Objects;

/** A builder of a {@link FaultyStore}. Not thread-safe. */
public final class FaultyStoreBuilder {

    final IdempotencyStore delegate;
    final FaultPlan plan;
    Waiting waiting = Waiting.sleeping();
    CrashPoint crashPoint = new CrashPoint();

    FaultyStoreBuilder(IdempotencyStore delegate, FaultPlan plan) {
        this.delegate = delegate;
        this.plan = plan;
    }

    /**
     * Sets the waiting of delayed calls; with a {@link ManualClock} they take no time. Default: the caller's thread
     * sleeps.
     *
     * @param waiting the waiting
     * @return this builder
     */
    public FaultyStoreBuilder waiting(Waiting waiting) {
        this.waiting = Objects.requireNonNull(waiting, "waiting");
        return this;
    }

    /**
     * Sets the crash point of the callers, which their effects can share. Default: a new one.
     *
     * @param crashPoint the crash point
     * @return this builder
     */
    public FaultyStoreBuilder crashPoint(CrashPoint crashPoint) {
        this.crashPoint = Objects.requireNonNull(crashPoint, "crashPoint");
        return this;
    }

    /** {@return a new faulty store} */
    public FaultyStore build() {
        return new FaultyStore(this);
    }
}

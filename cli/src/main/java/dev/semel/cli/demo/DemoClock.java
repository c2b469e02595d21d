// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of a stage: the real one, set forward where the platform would let minutes pass. Thread-safe. */
final class DemoClock implements InstantSource {

    private final InstantSource base;
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    DemoClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(passed.get());
    }

    /** Lets time pass, for everybody on this stage. */
    void pass(Duration duration) {
        passed.accumulateAndGet(duration, Duration::plus);
    }
}

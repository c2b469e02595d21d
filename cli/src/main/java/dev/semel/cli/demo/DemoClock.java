// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of a stage: the real time, moved forward where the platform would wait for minutes. Thread-safe. */
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

    /** Moves the time of this stage forward. */
    void pass(Duration duration) {
        passed.accumulateAndGet(duration, Duration::plus);
    }
}

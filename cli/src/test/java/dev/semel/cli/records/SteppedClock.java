// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only tests, and pauses, move. */
final class SteppedClock implements InstantSource {

    private Instant now;

    private SteppedClock(Instant start) {
        this.now = start;
    }

    static SteppedClock at(Instant start) {
        return new SteppedClock(start);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }
}

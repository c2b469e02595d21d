// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** The two precisions of stored moments: leases in milliseconds, windows and retentions in whole seconds. */
final class Moments {

    private Moments() {}

    /** {@return the end of a lease: {@code now + lease}, rounded up to a millisecond} */
    static Instant leaseEnd(Instant now, Duration lease) {
        return ceil(now.plus(lease), ChronoUnit.MILLIS);
    }

    /** {@return the end of a window or retention: {@code now + length}, rounded up to a whole second} */
    static Instant wholeSecondEnd(Instant now, Duration length) {
        return wholeSecond(now.plus(length));
    }

    /** {@return {@code moment} rounded up to a whole second} */
    static Instant wholeSecond(Instant moment) {
        return ceil(moment, ChronoUnit.SECONDS);
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant ceil(Instant moment, ChronoUnit unit) {
        Instant floor = moment.truncatedTo(unit);
        return floor.equals(moment) ? moment : floor.plus(1, unit);
    }

    /** Refuses a duration that is zero or negative. */
    static Duration requirePositive(Duration duration, String argument) {
        if (!Objects.requireNonNull(duration, argument).isPositive()) {
            throw new IllegalArgumentException(argument + " must be positive, is " + duration);
        }
        return duration;
    }

    /** Refuses a moment with a fraction of a second: code and store would compare different numbers. */
    static Instant requireWholeSecond(Instant moment, String argument) {
        if (!wholeSecond(Objects.requireNonNull(moment, argument)).equals(moment)) {
            throw new IllegalArgumentException(argument + " must be a whole second, is " + moment);
        }
        return moment;
    }

    /** Refuses a moment finer than a millisecond, which no store would return. */
    static Instant requireMillis(Instant moment, String argument) {
        if (!ceil(Objects.requireNonNull(moment, argument), ChronoUnit.MILLIS).equals(moment)) {
            throw new IllegalArgumentException(argument + " must be a whole millisecond, is " + moment);
        }
        return moment;
    }
}

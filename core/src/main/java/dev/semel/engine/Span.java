// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import java.time.Duration;
import java.time.Instant;

/** The time between two readings of a clock. */
final class Span {

    private Span() {}

    /**
     * {@return the time from one moment to another one; zero if the second is not later, as after a clock stepped back}
     */
    static Duration between(Instant from, Instant to) {
        Duration span = Duration.between(from, to);
        return span.isNegative() ? Duration.ZERO : span;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The moment by which a call must have ended, such as the end of a Lambda invocation. Given with every call. */
public sealed interface Deadline {

    /** The farthest deadline: ten years. */
    Duration LONGEST = Duration.ofDays(3650);

    /**
     * {@return the deadline {@code remaining} after the call begins} Zero and less mean that no time is left.
     *
     * @param remaining the time that a call may take
     */
    static Deadline within(Duration remaining) {
        return new Within(remaining);
    }

    /**
     * {@return the deadline at a moment of the engine's clock}
     *
     * @param moment the moment by which a call must have ended
     */
    static Deadline at(Instant moment) {
        return new At(moment);
    }

    /**
     * {@return the moment, for a call that begins at {@code now}}
     *
     * @param now the beginning of the call
     */
    Instant from(Instant now);

    /**
     * Counted from the beginning of the call.
     *
     * @param remaining the time that the call may take
     */
    record Within(Duration remaining) implements Deadline {

        /** Validates that there is one, of at most ten years. */
        public Within {
            if (remaining.abs().compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("remaining must be at most ten years, is " + remaining);
            }
        }

        @Override
        public Instant from(Instant now) {
            return now.plus(remaining);
        }
    }

    /**
     * A moment of the engine's clock.
     *
     * @param moment the moment by which the call must have ended
     */
    record At(Instant moment) implements Deadline {

        /** Validates that there is one. */
        public At {
            Objects.requireNonNull(moment, "moment");
        }

        @Override
        public Instant from(Instant now) {
            if (moment.isAfter(now.plus(LONGEST))) {
                throw new IllegalArgumentException("A deadline must be at most ten years away, is " + moment);
            }
            return moment;
        }
    }
}

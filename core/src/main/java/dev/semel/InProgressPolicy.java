// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import java.time.Duration;

/** The behaviour of a call while another attempt has a live lease. */
public sealed interface InProgressPolicy {

    /** {@return the policy that answers {@link Outcome.InProgress} at once} The default. */
    static InProgressPolicy failFast() {
        return new FailFast();
    }

    /**
     * {@return the policy that asks again, with growing pauses and jitter, until the other attempt has ended or its
     * lease lapsed, then replays or takes over}
     *
     * @param limit the longest time to wait; positive; the call's deadline limits it too
     */
    static InProgressPolicy waitUpTo(Duration limit) {
        return new WaitUpTo(limit);
    }

    /** See {@link #failFast()}. */
    record FailFast() implements InProgressPolicy {}

    /**
     * See {@link #waitUpTo}.
     *
     * @param limit the longest time to wait
     */
    record WaitUpTo(Duration limit) implements InProgressPolicy {

        /** Validates the limit. */
        public WaitUpTo {
            if (!limit.isPositive() || limit.compareTo(Deadline.LONGEST) > 0) {
                throw new IllegalArgumentException("limit must be positive and at most ten years, is " + limit);
            }
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import java.time.Duration;

/** A fault of one call of a {@link FaultyStore}. */
public sealed interface Fault {

    /** No fault: the call is passed on, and its answer returned. */
    record None() implements Fault {}

    /** The store gives no answer and applied nothing: {@code StoreException} with {@code UNAVAILABLE}. */
    record FailBefore() implements Fault {}

    /** The store refuses and applied nothing: {@code StoreException} with {@code REFUSED}. */
    record Refuse() implements Fault {}

    /** The call is applied and its reply lost: {@code StoreException} with {@code UNAVAILABLE}. */
    record LoseReply() implements Fault {}

    /** The call is applied, and then an {@link IllegalStateException} is thrown, as a defect in a client would. */
    record FailAfter() implements Fault {}

    /**
     * The call takes long, in the time of the store's {@code Waiting}. It is passed on with its original moment.
     *
     * @param before the delay before the store is reached; not negative
     * @param after the delay of the answer; not negative
     */
    record Delay(Duration before, Duration after) implements Fault {

        /** Validates both. */
        public Delay {
            if (before.isNegative() || after.isNegative()) {
                throw new IllegalArgumentException(
                        "before and after must not be negative, are " + before + " and " + after);
            }
        }
    }

    /** The call reaches the store a second time right after the first one, whose answer is returned. */
    record Duplicate() implements Fault {}

    /** The call reaches the store, and a second time with {@link FaultyStore#sendLateDuplicates}. */
    record DuplicateLater() implements Fault {}

    /** The caller crashes before the call reaches the store: see {@link CrashPoint}. */
    record CrashBefore() implements Fault {}

    /** The caller crashes once the call is applied: see {@link CrashPoint}. */
    record CrashAfter() implements Fault {}
}

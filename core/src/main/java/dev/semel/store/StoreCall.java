// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The moment of a store call and the time that it may take.
 *
 * @param now the caller's clock, read for this call; cut to whole milliseconds. A store compares and computes moments
 *     with this one reading only, also when it sends several requests
 * @param timeout the time that the whole call may take, a client's own retries included; positive. When it is over, the
 *     store throws {@link StoreException}, and it is unknown whether the call was applied
 */
public record StoreCall(Instant now, Duration timeout) {

    /** Cuts {@code now}; validates the timeout. */
    public StoreCall {
        now = Objects.requireNonNull(now, "now").truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(timeout, "timeout");
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive, is " + timeout);
        }
    }
}

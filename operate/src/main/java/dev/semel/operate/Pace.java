// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import java.time.Duration;

/**
 * The bounds of a walk through a store.
 *
 * @param pageSize the most records of a page; 1 to 1000
 * @param recordsPerSecond the most records that are looked at in a second, on average; 1 to 1,000,000. DynamoDB bills
 *     a read unit for each 4 KB looked at
 * @param callTimeout the time that one page or one change may take; positive
 */
public record Pace(int pageSize, int recordsPerSecond, Duration callTimeout) {

    /** Validates every part. */
    public Pace {
        if (pageSize < 1 || pageSize > 1000) {
            throw new IllegalArgumentException("pageSize must be 1 to 1000, is " + pageSize);
        }
        if (recordsPerSecond < 1 || recordsPerSecond > 1_000_000) {
            throw new IllegalArgumentException("recordsPerSecond must be 1 to 1000000, is " + recordsPerSecond);
        }
        if (!callTimeout.isPositive()) {
            throw new IllegalArgumentException("callTimeout must be positive, is " + callTimeout);
        }
    }

    /** {@return pages of 100 records, 500 records in a second, and 10 seconds for each call} */
    public static Pace gentle() {
        return new Pace(100, 500, Duration.ofSeconds(10));
    }

    /** {@return the time that looking at so many records should take} */
    Duration timeOf(long examined) {
        return Duration.ofNanos(Math.multiplyExact(examined, 1_000_000_000L) / recordsPerSecond);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.ClaimIdSource;
import dev.semel.model.ClaimId;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Claim ids that count from 1, so that a run can be repeated. Two sources with different series never yield the same
 * id. Thread-safe.
 */
public final class CountingClaimIds implements ClaimIdSource {

    private final long series;
    private final AtomicLong last = new AtomicLong();

    private CountingClaimIds(long series) {
        this.series = series;
    }

    /** Returns the source of the ids of one series. */
    public static CountingClaimIds ofSeries(long series) {
        return new CountingClaimIds(series);
    }

    @Override
    public ClaimId next() {
        return ClaimId.of(series, last.incrementAndGet());
    }

    /** Returns how many ids were taken. */
    public long count() {
        return last.get();
    }
}

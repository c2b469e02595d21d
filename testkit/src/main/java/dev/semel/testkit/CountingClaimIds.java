// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.ClaimIdSource;
import dev.semel.model.ClaimId;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A source of claim ids that count from 1, so that a run can be repeated. Two sources with different series never
 * return the same id. Thread-safe.
 */
public final class CountingClaimIds implements ClaimIdSource {

    private final long series;
    private final AtomicLong last = new AtomicLong();

    private CountingClaimIds(long series) {
        this.series = series;
    }

    /**
     * {@return the source of the ids of one series}
     *
     * @param series the series
     */
    public static CountingClaimIds ofSeries(long series) {
        return new CountingClaimIds(series);
    }

    @Override
    public ClaimId next() {
        return ClaimId.of(series, last.incrementAndGet());
    }

    /** {@return the number of ids taken} */
    public long count() {
        return last.get();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import dev.semel.ClaimIdSource;
import dev.semel.model.ClaimId;
import dev.semel.testkit.CountingClaimIds;
import java.util.HashMap;
import java.util.Map;

/** Unique claim ids: each attempt has a series of its own, which is the same whenever its history is played. */
final class ClaimIdSeries implements ClaimIdSource {

    private final Scheduler scheduler;
    private final Map<Integer, ClaimIdSource> series = new HashMap<>();

    ClaimIdSeries(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public ClaimId next() {
        return series.computeIfAbsent(scheduler.attempt(), CountingClaimIds::ofSeries)
                .next();
    }
}

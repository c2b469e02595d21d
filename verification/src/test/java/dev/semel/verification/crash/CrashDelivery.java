// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.ManualClock;
import java.time.Duration;

/**
 * One delivery, and the process that handles it.
 *
 * @param records the store itself, for operators and judges
 * @param store the same, as the process sees it
 * @param moments when the process crashes
 * @param clock everybody's clock
 * @param claimIds where claim ids come from
 */
record CrashDelivery(
        IdempotencyStore records,
        IdempotencyStore store,
        CrashMoments moments,
        ManualClock clock,
        CountingClaimIds claimIds) {

    static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));

    /** Starts the operation of a name, whose input is its key. */
    OperationBuilder<String, String> operation(String name) {
        return Idempotency.builder(store)
                .withoutLog()
                .clock(clock)
                .waiting(clock)
                .claimIds(claimIds)
                .build()
                .operation(name, String.class, String.class)
                .key(order -> order)
                .withoutFingerprint();
    }

    /** Returns a call of the store itself. */
    StoreCall storeCall() {
        return new StoreCall(clock.instant(), Duration.ofSeconds(20));
    }
}

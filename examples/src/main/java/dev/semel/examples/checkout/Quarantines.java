// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Ends the quarantine of orders, once a person has asked the payment service.
 */
public final class Quarantines {

    private final DynamoDbStore store;
    private final InstantSource clock;

    /**
     * Makes the tool.
     *
     * @param store the store that keeps the records
     * @param clock the clock, the same as for the checkout
     */
    public Quarantines(DynamoDbStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Permits the next delivery to continue after the recorded steps: it is certain that the order was not charged.
     *
     * @param order the order
     * @return true if the order was in quarantine, and no longer is
     */
    public boolean permit(String order) {
        IdempotencyKey key = IdempotencyKey.of("checkout", order);
        StoreCall call = new StoreCall(clock.instant(), Duration.ofSeconds(5));
        if (!(store.find(key, call).orElse(null) instanceof Quarantined parked)) {
            return false;
        }
        WriteRequest.Resolution permission = new WriteRequest.Resolution.ReExecute(Duration.ofDays(14));
        return store.resolve(new WriteRequest.Resolve(key, parked.claim().id(), permission), call)
                instanceof WriteVerdict.Applied;
    }
}

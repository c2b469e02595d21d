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
 *
 * @param store keeps the records
 * @param clock as the clock of those who check out
 */
public record Quarantines(DynamoDbStore store, InstantSource clock) {

    /**
     * Permits the next delivery to go on behind the steps that were recorded: the order is known not to be charged.
     *
     * @return whether the order was in quarantine, and no longer is
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

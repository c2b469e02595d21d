// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The claim under which one attempt executes, with its lease, its steps and the writes that end it.
 *
 * @param <I> the input
 * @param <R> the result
 */
final class OwnedClaim<I, R> {

    private final KeyedCall<I, R> call;
    private final IdempotencyRecord.InProgress record;
    private final Lease lease;
    private final ClaimWrites writes;
    private final Function<String, String> effectKeys;
    private final Steps steps;

    /**
     * Begins an attempt.
     *
     * @param record the record of the claim
     * @param usable the moment until which the claim can be used
     */
    OwnedClaim(KeyedCall<I, R> call, IdempotencyRecord.InProgress record, Instant usable) {
        this.call = call;
        this.record = record;
        this.lease = new Lease(call, record, usable);
        this.writes = new ClaimWrites(call, record.claim().id(), record.claim().attempt(), lease::lastWrite);
        this.effectKeys = effectKeys(call, record.claim().generation());
        this.steps = new Steps(call, record, lease, effectKeys);
    }

    private static Function<String, String> effectKeys(KeyedCall<?, ?> call, long generation) {
        IdempotencyKey key = call.intent();
        return call.spec().effects().keysPerGeneration()
                ? name -> EffectKey.ofGeneration(key, name, generation).value()
                : name -> EffectKey.of(key, name).value();
    }

    KeyedCall<I, R> call() {
        return call;
    }

    IdempotencyRecord.InProgress record() {
        return record;
    }

    /**
     * {@return the record of the claim, if this attempt has sent no write since; else null} A store may use it to write
     * less. Without it, the same is written under the same conditions.
     */
    IdempotencyRecord.@Nullable InProgress unchanged() {
        return steps.isAnyRecorded() || lease.isRenewed() ? null : record;
    }

    int attempt() {
        return record.claim().attempt();
    }

    Lease lease() {
        return lease;
    }

    ClaimWrites writes() {
        return writes;
    }

    Function<String, String> effectKeys() {
        return effectKeys;
    }

    Steps steps() {
        return steps;
    }
}

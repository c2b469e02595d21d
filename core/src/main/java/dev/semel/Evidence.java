// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import java.util.List;
import java.util.function.Function;

/** What is left of attempts whose outcome is unknown. Immutable. */
public final class Evidence {

    private final IdempotencyKey key;
    private final int attempt;
    private final List<RecoveryPoint> recoveryPoints;
    private final Function<String, EffectKey> effectKeys;

    public Evidence(
            IdempotencyKey key,
            int attempt,
            List<RecoveryPoint> recoveryPoints,
            Function<String, EffectKey> effectKeys) {
        this.key = key;
        this.attempt = attempt;
        this.recoveryPoints = List.copyOf(recoveryPoints);
        this.effectKeys = effectKeys;
    }

    /** Returns the idempotency key. */
    public IdempotencyKey key() {
        return key;
    }

    /** Returns the attempt that asks; those before it are in doubt. */
    public int attempt() {
        return attempt;
    }

    /** Returns the recovery points that earlier attempts stored: these steps did take place. */
    public List<RecoveryPoint> recoveryPoints() {
        return recoveryPoints;
    }

    /** Returns whether the step {@code name} is known to have taken place. */
    public boolean hasReached(String name) {
        return recoveryPoints.stream().anyMatch(point -> point.name().equals(name));
    }

    /** Returns the key that earlier attempts passed downstream for the effect {@code name}. */
    public EffectKey effectKey(String name) {
        return effectKeys.apply(name);
    }
}

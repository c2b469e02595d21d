// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import java.util.List;
import java.util.function.Function;

/** The traces of attempts whose outcome is unknown. Immutable. */
public final class Evidence {

    private final IdempotencyKey key;
    private final int attempt;
    private final List<RecoveryPoint> recoveryPoints;
    private final Function<String, String> effectKeys;

    /**
     * Makes the evidence for a reconciler.
     *
     * @param key the key
     * @param attempt the number of the attempt that asks
     * @param recoveryPoints the recovery points that earlier attempts stored
     * @param effectKeys derives the key of an effect from its name
     */
    public Evidence(
            IdempotencyKey key, int attempt, List<RecoveryPoint> recoveryPoints, Function<String, String> effectKeys) {
        this.key = key;
        this.attempt = attempt;
        this.recoveryPoints = List.copyOf(recoveryPoints);
        this.effectKeys = effectKeys;
    }

    /** {@return the idempotency key, as the operation's function made it} */
    public IdempotencyKey key() {
        return key;
    }

    /** {@return the number of the attempt that asks; the outcome of earlier ones is unknown} */
    public int attempt() {
        return attempt;
    }

    /**
     * {@return the recovery points that earlier attempts stored: these steps did take place} Their values are as the
     * store has them: encoded, and wrapped if the engine has a wrapping.
     */
    public List<RecoveryPoint> recoveryPoints() {
        return recoveryPoints;
    }

    /**
     * {@return whether the step {@code name} has taken place for certain}
     *
     * @param name the name of the step or effect
     */
    public boolean hasReached(String name) {
        return recoveryPoints.stream().anyMatch(point -> point.name().equals(name));
    }

    /**
     * {@return the key that earlier attempts passed downstream for the effect {@code name}}
     *
     * @param name the name of the step or effect
     */
    public String effectKey(String name) {
        return effectKeys.apply(name);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

import org.jspecify.annotations.Nullable;

/**
 * Where an effect takes place, for the user's own fakes of the systems that a handler calls.
 *
 * <pre>{@code
 * EffectPoint charge = world.effect("charge");
 * Payments payments = (order, key) -> {
 *     charge.happen(order.id(), key);
 *     return new Payment("payment of " + order.id());
 * };
 * }</pre>
 */
public final class EffectPoint {

    private final World world;
    private final String name;
    private final boolean honoursKeys;

    EffectPoint(World world, String name, boolean honoursKeys) {
        this.world = world;
        this.name = name;
        this.honoursKeys = honoursKeys;
    }

    /** Returns this effect at a receiver that honours effect keys: the same key again has no effect. */
    public EffectPoint honouringKeys() {
        return new EffectPoint(world, name, true);
    }

    /**
     * Lets the effect take place; the prover may crash the attempt before or after it, let it fail, or lose its answer.
     *
     * @param subject what it is about, as the event says
     * @param key the effect key that the receiver gets; null for none
     * @throws EffectFailedException if the receiver is to fail, or its answer to be lost
     */
    public void happen(String subject, @Nullable String key) {
        world.effect(name, subject, key, honoursKeys);
    }
}

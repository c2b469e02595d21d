// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
        world.effect(name, subject, key, honoursKeys, null);
    }

    /**
     * Returns {@code receiver} with this effect in each call of it: for a fake of a receiver that knows nothing of provers.
     * The effect and the call are one point. A call that fails, or whose answer is lost, throws an {@link
     * EffectFailedException}; one whose key is known reaches the receiver too, which is to answer it as the first one.
     *
     * @param type an interface, all of whose methods are effects
     * @param receiver answers the calls
     * @param subject tells what a call is about, as the event says
     * @param key tells the effect key of a call; null for none
     */
    public <T> T recording(
            Class<T> type, T receiver, Function<Call, String> subject, Function<Call, @Nullable String> key) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return World.invoke(receiver, method, given);
                    }
                    Call call = new Call(method.getName(), given == null ? List.of() : Arrays.asList(given.clone()));
                    return world.effect(
                            name,
                            subject.apply(call),
                            key.apply(call),
                            honoursKeys,
                            () -> World.invoke(receiver, method, given));
                }));
    }

    /**
     * A call of a receiver.
     *
     * @param method its name
     * @param arguments what it was called with, in order
     */
    public record Call(String method, List<@Nullable Object> arguments) {

        /** Validates that both are there. */
        public Call {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(arguments, "arguments");
        }

        /** Returns an argument as text, null for null. */
        public @Nullable String text(int number) {
            Object argument = arguments.get(number);
            return argument == null ? null : argument.toString();
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.model.PrintableText;
import dev.semel.prover.text.Counted;
import dev.semel.prover.world.RecordedProxy;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The point at which an effect takes place, for a user's own fakes of the systems that a handler calls.
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

    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    private final World world;
    private final String name;
    private final @Nullable Duration memory;

    EffectPoint(World world, String name, @Nullable Duration memory) {
        this.world = world;
        this.name = name;
        this.memory = memory;
    }

    /** {@return this effect at a receiver that honours effect keys: a key that comes again has no further effect} */
    public EffectPoint honouringKeys() {
        return honouringKeysFor(FOR_EVER);
    }

    /**
     * Returns this effect at a receiver that forgets effect keys: a key has no further effect until the time since its
     * effect is over. Declare a longer one as a lapse of the proof, so that a late delivery is tried.
     *
     * @param time the time for which it remembers a key
     * @return the point
     */
    public EffectPoint honouringKeysFor(Duration time) {
        return new EffectPoint(world, name, Objects.requireNonNull(time, "time"));
    }

    /**
     * Lets the effect take place; the prover may crash the attempt before or after it, let it fail, or lose its answer.
     *
     * @param subject the subject of the effect, as the event names it
     * @param key the effect key that the receiver gets; null for none
     * @throws EffectFailedException if the prover lets the receiver fail, or loses its answer
     */
    public void happen(String subject, @Nullable String key) {
        world.effect(name, subject, key, memory, null);
    }

    /**
     * Returns {@code receiver} with this effect in each of its calls: for a fake receiver that is not written for the
     * prover. Effect and call are one point. A call that fails, or whose answer is lost, throws an
     * {@link EffectFailedException}. A call whose key is known reaches the receiver too, which must answer it as it
     * answered the first.
     *
     * @param <T> the receiver's type
     * @param type an interface, all of whose methods are effects
     * @param receiver answers the calls
     * @param subject reads the subject of a call, as the event names it
     * @param key reads the effect key of a call; null for none
     * @return the receiver with the effect
     */
    public <T> T recording(
            Class<T> type, T receiver, Function<Call, String> subject, Function<Call, @Nullable String> key) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return RecordedProxy.call(receiver, method, given);
                    }
                    Call call = new Call(method.getName(), given == null ? List.of() : Arrays.asList(given.clone()));
                    return world.effect(
                            name,
                            subject.apply(call),
                            key.apply(call),
                            memory,
                            () -> RecordedProxy.call(receiver, method, given));
                }));
    }

    /**
     * A call of a receiver.
     *
     * @param method the method's name
     * @param arguments the arguments in order
     */
    public record Call(String method, List<@Nullable Object> arguments) {

        /** Refuses null. */
        public Call {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(arguments, "arguments");
        }

        /**
         * Returns an argument as text.
         *
         * @param number the argument's place, from 0
         * @return its text; null for null
         */
        public @Nullable String text(int number) {
            Object argument = arguments.get(number);
            return argument == null ? null : argument.toString();
        }

        /** Shows no argument. */
        @Override
        public String toString() {
            return "Call[" + PrintableText.name(method) + " with " + Counted.of(arguments.size(), "argument") + "]";
        }
    }
}

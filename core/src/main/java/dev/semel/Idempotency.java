// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.codec.TypeRef;
import dev.semel.engine.Engine;
import dev.semel.store.IdempotencyStore;
import java.util.Objects;

/**
 * The engine: makes operations that run once per idempotency key, over one store. Immutable and thread-safe; one
 * instance serves a whole program, and nothing is shared between its operations. It holds no resources: those of the
 * store belong to the caller.
 *
 * <pre>{@code
 * Idempotency idempotency = Idempotency.builder(store).codec(PlainJsonCodec.create()).build();
 * Operation<Order, Receipt> charge = idempotency.operation("charge", Order.class, Receipt.class)
 *         .key(Order::id)
 *         .body((order, execution) -> payments.charge(order, execution.effectKey("charge")));
 * Receipt receipt = charge.run(order, Deadline.within(Duration.ofSeconds(20)));
 * }</pre>
 */
public final class Idempotency {

    private final Engine engine;

    Idempotency(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts an engine over {@code store}.
     *
     * @param store the store
     * @return the builder
     */
    public static IdempotencyBuilder builder(IdempotencyStore store) {
        return new IdempotencyBuilder(Objects.requireNonNull(store, "store"));
    }

    /**
     * Starts an operation.
     *
     * @param name names it in every key, so it must stay as long as records live; never empty. Two operations of one
     *     name would share their keys and get each other's results: the second of an engine is refused
     * @param input the class of the input
     * @param result the class of the result; {@code Void.class} for none
     * @param <I> the input
     * @param <R> the result
     * @return the builder of the operation
     */
    public <I, R> OperationBuilder<I, R> operation(String name, Class<I> input, Class<R> result) {
        return operation(name, TypeRef.of(input), TypeRef.of(result));
    }

    /**
     * Starts an operation whose input or result has type arguments.
     *
     * @param name names it in every key, so it must stay as long as records live; never empty. Two operations of one
     *     name would share their keys and get each other's results: the second of an engine is refused
     * @param input the type of the input
     * @param result the type of the result
     * @param <I> the input
     * @param <R> the result
     * @return the builder of the operation
     */
    public <I, R> OperationBuilder<I, R> operation(String name, TypeRef<I> input, TypeRef<R> result) {
        return new OperationBuilder<>(engine, name, input, result);
    }
}

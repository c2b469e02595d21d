// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/**
 * Attacks a handler: plays every short history of duplicates, concurrent copies, crashes, lost replies, failing effects,
 * pauses and redeliveries, within what an at-least-once source may do, and judges what its effects did.
 *
 * <pre>{@code
 * Prover.of(world -> new OrdersHandler(world.idempotency().build(), paymentsOf(world)))
 *         .source(Source.queue()).event("order-42", json).rules(Rule.oneKey("charge"))
 *         .check();
 * }</pre>
 *
 * <p>The handler is made anew for each invocation, as in a new process; all that survives is in the {@link World}. It must
 * be deterministic: clock, randomness and waiting come from the world, and work on threads of its own, or parallel bodies,
 * are not under the prover's control (let executors be {@code Runnable::run}). A crashed attempt never runs again; no
 * {@code finally} of it sees anything before the history is judged.
 */
public final class Prover {

    private Prover() {}

    /** Starts a proof of a handler of streams. */
    public static ProverBuilder of(Function<World, ? extends RequestStreamHandler> handler) {
        return new ProverBuilder(Objects.requireNonNull(handler, "handler"));
    }

    /**
     * Starts a proof of a handler of objects.
     *
     * @param reading makes the handler's input of an invocation's document
     * @param writing makes a document of what the handler returned
     */
    public static <I, O> ProverBuilder ofRequestHandler(
            Function<World, ? extends RequestHandler<I, O>> handler,
            Function<String, I> reading,
            Function<O, String> writing) {
        Objects.requireNonNull(handler, "handler");
        return of(world -> {
            RequestHandler<I, O> made = handler.apply(world);
            return (input, output, context) -> {
                String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
                O answer = made.handleRequest(reading.apply(event), context);
                output.write(writing.apply(answer).getBytes(StandardCharsets.UTF_8));
            };
        });
    }

    /** Starts a proof of an operation, whose input is the event's text and whose answer is its value as a text. */
    public static <R> ProverBuilder ofOperation(Function<World, Operation<String, R>> operation) {
        Objects.requireNonNull(operation, "operation");
        return of(world -> {
            Operation<String, R> made = operation.apply(world);
            return (input, output, context) -> {
                String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
                R value = Subjects.value(made, event, context);
                output.write(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            };
        });
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Deadline;
import dev.semel.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Attacks a handler: plays every short history of duplicates, concurrent copies, crashes, lost replies, failing
 * effects, pauses and redeliveries, within the contract of an at-least-once source, and judges the effects.
 *
 * <pre>{@code
 * Prover.of(world -> new OrdersHandler(world.idempotency().build(), paymentsOf(world)))
 *         .source(Source.queue()).event("order-42", json).rules(Rule.oneKey("charge"))
 *         .check();
 * }</pre>
 *
 * <p>The handler is made anew for each invocation, as in a new process; only the {@link World} survives. The handler
 * must be deterministic: clock, randomness and waiting come from the world, and executors for its tasks too ({@link
 * World#executor}). A crashed attempt never runs again; none of its {@code finally} blocks has an effect before the
 * history is judged.
 */
public final class Prover {

    private Prover() {}

    /**
     * Starts a proof of a stream handler.
     *
     * @param handler makes the handler over a world
     * @return a builder of the proof
     */
    public static ProverBuilder of(Function<World, ? extends RequestStreamHandler> handler) {
        return new ProverBuilder(Objects.requireNonNull(handler, "handler"));
    }

    /**
     * Starts a proof of a handler of objects.
     *
     * @param <I> the handler's input
     * @param <O> the handler's output
     * @param handler makes the handler over a world
     * @param reading makes the handler's input from the document of an invocation
     * @param writing makes a document from the handler's output
     * @return a builder of the proof
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

    /**
     * Starts a proof of a typed handler, whose events are read and whose answers are written by AWS's own
     * serialisation, as its Java runtime does: {@code RequestHandler<SQSEvent, SQSBatchResponse>} and the like, with
     * the classes of {@code aws-lambda-java-events} or your own.
     *
     * @param <I> the handler's input
     * @param <O> the handler's output
     * @param handler makes the handler over a world
     * @param event the class of the handler's input
     * @return a builder of the proof
     */
    public static <I, O> ProverBuilder ofTypedHandler(
            Function<World, ? extends RequestHandler<I, O>> handler, Class<I> event) {
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(event, "event");
        return of(world -> AwsDocuments.handler(handler.apply(world), event));
    }

    /**
     * Starts a proof of several functions over one world, such as two operations that share a table. Each event goes to
     * the function that its document names. Given events have one kind of source, and
     * messages that a function sends by {@link World#send} have one, see {@link ProverBuilder#sending}. A batch goes to
     * one function.
     *
     * @param functions makes the handler of each function over a world, by its name
     * @param function reads the name of the function from the document of an invocation
     * @return a builder of the proof
     * @throws IllegalArgumentException if there is no function
     */
    public static ProverBuilder ofSeveral(
            Map<String, Function<World, ? extends RequestStreamHandler>> functions, Function<String, String> function) {
        Map<String, Function<World, ? extends RequestStreamHandler>> made = Map.copyOf(functions);
        Objects.requireNonNull(function, "function");
        if (made.isEmpty()) {
            throw new IllegalArgumentException("functions is empty: give the handler of each function by its name");
        }
        return new ProverBuilder(world -> new SeveralFunctions(world, made, function), function);
    }

    /**
     * Returns a stream handler that calls a handler of either kind, with its event class read from its method.
     *
     * @param handler a {@link RequestStreamHandler} or a {@link RequestHandler}
     * @return the stream handler; the same object if it is one
     * @throws IllegalArgumentException if it is of neither kind, or its method does not tell its event class
     */
    public static RequestStreamHandler streaming(Object handler) {
        if (handler instanceof RequestStreamHandler streams) {
            return streams;
        }
        if (handler instanceof RequestHandler<?, ?> typed) {
            return typed(typed, AwsDocuments.eventOf(typed.getClass()));
        }
        throw new IllegalArgumentException(
                handler.getClass().getName() + " is neither a RequestStreamHandler nor a RequestHandler");
    }

    /**
     * Checks that {@link #streaming} takes the objects of a class, without making one.
     *
     * @param handler the class
     * @throws IllegalArgumentException if it is of neither kind, or its method does not tell its event class
     */
    public static void requireHandler(Class<?> handler) {
        if (RequestStreamHandler.class.isAssignableFrom(handler)) {
            return;
        }
        if (!RequestHandler.class.isAssignableFrom(handler)) {
            throw new IllegalArgumentException(
                    handler.getName() + " is neither a RequestStreamHandler nor a RequestHandler");
        }
        Class<?> unused = AwsDocuments.eventOf(handler);
    }

    @SuppressWarnings("unchecked") // the class is that of the method's parameter
    private static <I, O> RequestStreamHandler typed(RequestHandler<I, O> handler, Class<?> event) {
        return AwsDocuments.handler(handler, (Class<I>) event);
    }

    /**
     * Starts a proof of an operation whose input is the event's text and whose answer is its value as a text.
     *
     * @param <R> the operation's result
     * @param operation makes the operation over a world
     * @return a builder of the proof
     */
    public static <R> ProverBuilder ofOperation(Function<World, Operation<String, R>> operation) {
        Objects.requireNonNull(operation, "operation");
        return of(world -> {
            Operation<String, R> made = operation.apply(world);
            return (input, output, context) -> {
                String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
                Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
                R value = run(made, event, Deadline.within(left));
                output.write(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            };
        });
    }

    /** Runs an operation, whose checked exceptions a stream handler cannot throw. */
    private static <R> @Nullable R run(Operation<String, R> operation, String event, Deadline deadline)
            throws IOException {
        try {
            return operation.run(event, deadline);
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.SemelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operation for each invocation whose caller waits for the answer: a Step Functions task, or any JSON event.
 * The answer is the result, executed or replayed. A call without a value fails with a {@link SemelException}. Its class
 * name is the error that the caller sees and that a state machine can match in its {@code Retry}: {@code
 * dev.semel.OperationInProgressException} after a while, {@code dev.semel.StoreUnavailableException} soon. Immutable
 * and thread-safe.
 *
 * @param <T> the event
 * @param <R> the result
 */
public final class SynchronousHandler<T, R> implements RequestStreamHandler {

    private final Function<InputStream, T> reading;
    private final Operation<T, R> operation;
    private final Writing<R> writing;
    private final DuplicateListener duplicates;

    private SynchronousHandler(
            Function<InputStream, T> reading,
            Operation<T, R> operation,
            Writing<R> writing,
            DuplicateListener duplicates) {
        this.duplicates = duplicates;
        this.reading = reading;
        this.operation = operation;
        this.writing = writing;
    }

    /**
     * Writes a result as the answer.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    public interface Writing<R> {

        /**
         * Writes one JSON document, such as with {@code mapper::writeValue}.
         *
         * @param output the destination; not closed
         * @param result the result; null if it is null
         * @throws IOException if the output fails
         */
        void write(OutputStream output, @Nullable R result) throws IOException;
    }

    /**
     * {@return the handler of an operation}
     *
     * @param reading the function that reads the event, such as {@code StepFunctionsTask::parse} or {@code
     *     JsonEventSource::parse}
     * @param operation the operation
     * @param horizon the latest repeated call of the caller; a default dedupe window is as long, a shorter one of the
     *     user's is reported to the listeners
     * @param writing the function that writes the answer
     * @param <T> the content that the operation gets
     * @param <R> the result
     */
    public static <T, R> SynchronousHandler<T, R> of(
            Function<InputStream, T> reading, Operation<T, R> operation, RetryHorizon horizon, Writing<R> writing) {
        return new SynchronousHandler<>(
                Objects.requireNonNull(reading, "reading"),
                operation.covering(horizon.source(), horizon.longest()),
                Objects.requireNonNull(writing, "writing"),
                (name, cause) -> {});
    }

    /**
     * {@return this handler with a listener for duplicates, such as an {@link EmfListener}}
     *
     * @param listener the listener
     */
    public SynchronousHandler<T, R> duplicates(DuplicateListener listener) {
        return new SynchronousHandler<>(reading, operation, writing, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event cannot be read; nothing was executed
     * @throws SemelException if the call gave no value
     * @throws RuntimeException the body's own exception, checked exceptions too
     * @throws IOException if the answer could not be written; the result is recorded
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        T event = reading.apply(input);
        R result;
        try {
            Outcome<R> outcome = operation.tryRun(event, LambdaDeadline.of(context));
            tell(DuplicateCause.of(outcome, event));
            result = operation.valueOf(event, outcome);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw SynchronousHandler.<RuntimeException>asItIs(e);
        }
        writing.write(output, result);
    }

    private void tell(@Nullable DuplicateCause cause) {
        if (cause != null) {
            try {
                duplicates.onDuplicate(operation.name(), cause);
            } catch (Throwable ignored) {
                // a listener must not affect the call (E5)
            }
        }
    }

    /** Throws a checked exception too: its class is the error that a state machine catches. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Exception> RuntimeException asItIs(Exception exception) throws X {
        throw (X) exception;
    }
}

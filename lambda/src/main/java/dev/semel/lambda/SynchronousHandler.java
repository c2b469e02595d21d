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
 * Runs an operation for each invocation whose caller waits for the answer: a Step Functions task, or any JSON event. The
 * answer is the result, executed or replayed. A call without a value fails with a {@link SemelException}, whose class name is
 * the error that the caller sees, and that a state machine can retry by: {@code dev.semel.OperationInProgressException}
 * after a while, {@code dev.semel.StoreUnavailableException} soon. Immutable and thread-safe.
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

        /** Writes one JSON document, such as with {@code mapper::writeValue}. */
        void write(OutputStream output, @Nullable R result) throws IOException;
    }

    /**
     * Returns the handler of an operation.
     *
     * @param reading reads the event, such as {@code StepFunctionsTask::parse} or {@code JsonEventSource::parse}
     * @param horizon how late the caller may call again; the listeners hear if the dedupe window is shorter
     * @param writing writes the answer
     */
    public static <T, R> SynchronousHandler<T, R> of(
            Function<InputStream, T> reading, Operation<T, R> operation, RetryHorizon horizon, Writing<R> writing) {
        operation.reportHorizon(horizon.source(), horizon.longest());
        return new SynchronousHandler<>(
                Objects.requireNonNull(reading, "reading"),
                operation,
                Objects.requireNonNull(writing, "writing"),
                (name, cause) -> {});
    }

    /** Returns this handler with somebody who hears of duplicates, such as an {@link EmfListener}. */
    public SynchronousHandler<T, R> duplicates(DuplicateListener listener) {
        return new SynchronousHandler<>(reading, operation, writing, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event cannot be read; nothing was executed
     * @throws SemelException if the call gave no value
     * @throws RuntimeException what the body threw, checked exceptions too
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
            } catch (RuntimeException ignored) {
                // Whoever listens changes nothing.
            }
        }
    }

    /** Throws a checked exception too: its class is the error that a state machine catches. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Exception> RuntimeException asItIs(Exception exception) throws X {
        throw (X) exception;
    }
}

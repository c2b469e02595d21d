// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Runs an operation for every notification that SNS sends to a function. SNS invokes functions asynchronously, and such
 * an invocation has no partial response: unless every notification was completed, it fails, and Lambda delivers the
 * event again, by default twice more. Completed notifications then replay. A final failure fails the invocation each
 * time without running the body again, so that the event comes to the function's failure destination. Nothing is
 * written as a response. Immutable and thread-safe.
 *
 * @param <T> the content of a notification
 * @param <R> the result, which is recorded and not returned
 */
public final class SnsHandler<T, R> implements RequestStreamHandler {

    private final Function<SnsNotification, T> reading;
    private final BatchHandling<T, R> handling;

    private SnsHandler(Function<SnsNotification, T> reading, BatchHandling<T, R> handling) {
        this.reading = reading;
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation on notifications, with every default}
     *
     * @param operation the operation
     * @param <R> the result
     */
    public static <R> SnsHandler<SnsNotification, R> of(Operation<SnsNotification, R> operation) {
        return of(notification -> notification, operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation on the content of notifications}
     *
     * @param reading the function that opens a notification, such as {@code SnsNotification::eventBridgeEvent}
     * @param operation the operation
     * @param policy the policy
     * @param <T> the content that the operation gets
     * @param <R> the result
     */
    public static <T, R> SnsHandler<T, R> of(
            Function<SnsNotification, T> reading, Operation<T, R> operation, BatchPolicy policy) {
        return new SnsHandler<>(
                Objects.requireNonNull(reading, "reading"),
                BatchHandling.withoutResponse(SnsSource.EVENT, operation, policy, SnsSource.retryHorizon()));
    }

    /**
     * Handles one invocation.
     *
     * @throws RecordsNotCompletedException if a notification was not completed; all other notifications were tried
     * @throws InvalidEventException if the event is no SNS event, or a notification does not hold what it should;
     *     nothing was executed
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        List<SnsNotification> notifications = SnsSource.parse(input);
        if (handling.setsAside()) {
            handling.runAllItems(
                    notifications.stream()
                            .map(notification ->
                                    new DeliveredItem.Readable<>(notification.messageId(), null, notification))
                            .map(item -> item.<T>map(reading))
                            .toList(),
                    context);
            return;
        }
        handling.runAll(
                notifications.stream()
                        .map(notification -> ItemReading.<SnsNotification, T>read(reading, notification))
                        .toList(),
                context);
    }
}

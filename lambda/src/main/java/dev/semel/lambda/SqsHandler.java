// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.BatchResult;
import dev.semel.Operation;
import dev.semel.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operation for every message of an SQS batch, and reports the failed ones. A message that cannot be read, or
 * whose duplicate is in progress elsewhere, fails alone. In a FIFO queue a failure stops its own message group, whose
 * later messages are reported too, so that order is kept. The same key twice in a batch executes once. The response is
 * written when all is recorded that could be.
 *
 * <p>By default failed messages are named in the response, for which the event source mapping must have {@code
 * ReportBatchItemFailures}: see {@link BatchResponse}. Immutable and thread-safe.
 *
 * @param <T> the content of a message
 * @param <R> the result, which is recorded and not returned
 */
public final class SqsHandler<T, R> implements RequestStreamHandler {

    /** Amazon SQS API Reference, "ChangeMessageVisibility": 0 to 43,200 seconds. */
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    /** With less time left no visibility is changed, because the response matters more. */
    private static final int LAST_CHANGE_MILLIS = 500;

    private final Function<SqsMessage, T> reading;
    private final BatchHandling<T, R> handling;
    private final @Nullable VisibilityChange visibility;

    private SqsHandler(
            Function<SqsMessage, T> reading, BatchHandling<T, R> handling, @Nullable VisibilityChange visibility) {
        this.reading = reading;
        this.handling = handling;
        this.visibility = visibility;
    }

    /**
     * Change of a message's visibility timeout, with the user's own SQS client: {@code message.queueArn()} and {@code
     * message.receiptHandle()} identify the message.
     */
    @FunctionalInterface
    public interface VisibilityChange {

        /**
         * Makes the message visible again after {@code timeout}.
         *
         * @param message the message
         * @param timeout whole seconds, 0 to 12 hours
         * @throws Exception any exception, which is ignored
         */
        void change(SqsMessage message, Duration timeout) throws Exception;
    }

    /**
     * {@return the handler of an operation on messages, with every default}
     *
     * @param operation the operation
     * @param <R> the result
     */
    public static <R> SqsHandler<SqsMessage, R> of(Operation<SqsMessage, R> operation) {
        return of(message -> message, operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation on messages}
     *
     * @param operation the operation
     * @param policy the policy
     * @param <R> the result
     */
    public static <R> SqsHandler<SqsMessage, R> of(Operation<SqsMessage, R> operation, BatchPolicy policy) {
        return of(message -> message, operation, policy);
    }

    /**
     * {@return the handler of an operation on the content of messages} Lambda needs a class with a public constructor
     * without arguments: make the operation in yours, keep this handler in a field, and delegate {@code handleRequest}
     * to it.
     *
     * @param reading the function that opens a message, such as {@code SqsMessage::snsNotification} or {@code
     *     SqsMessage::eventBridgeEvent}; any other message is poison
     * @param operation the operation
     * @param policy the policy
     * @param <T> the content that the operation gets
     * @param <R> the result
     */
    public static <T, R> SqsHandler<T, R> of(
            Function<SqsMessage, T> reading, Operation<T, R> operation, BatchPolicy policy) {
        return new SqsHandler<>(
                Objects.requireNonNull(reading, "reading"),
                BatchHandling.of(
                        SqsSource.EVENT, operation, policy, BatchResponse.FAILED_ITEMS, SqsSource.retryHorizon()),
                null);
    }

    /**
     * {@return this handler with visibility changes: a message whose duplicate is in progress elsewhere is delivered
     * again when the lease of that attempt has lapsed, and not before} Default: it is delivered again when its
     * visibility timeout ends. A failed visibility change is ignored.
     *
     * @param change the change of visibility
     */
    public SqsHandler<T, R> changingVisibility(VisibilityChange change) {
        return new SqsHandler<>(reading, handling, Objects.requireNonNull(change, "change"));
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event is no SQS batch; nothing was executed
     * @throws RecordsNotCompletedException if a message failed and the policy is {@link BatchResponse#WHOLE_BATCH}
     * @throws IOException if the response could not be written; everything is recorded
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        List<DeliveredItem<SqsMessage>> messages = SqsSource.parse(input);
        List<ItemBatch.Item<R>> items = handling.run(
                messages.stream().map(message -> message.<T>map(reading)).toList(), messages, context);
        if (visibility != null) {
            Instant reached = reached(items);
            for (int i = 0; i < items.size() && context.getRemainingTimeInMillis() > LAST_CHANGE_MILLIS; i++) {
                postpone(messages.get(i), items.get(i), reached, visibility);
            }
        }
        handling.respond(items, BatchHandling.failed(items), BatchHandling::itemId, output);
    }

    /**
     * {@return the latest moment of the engine's clock that the batch recorded: a lease that was found early in the
     * batch has become shorter since}
     */
    private static <R> Instant reached(List<ItemBatch.Item<R>> items) {
        return items.stream()
                .map(ItemBatch.Item::result)
                .<Instant>mapMulti(SqsHandler::addMoment)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private static <R> void addMoment(@Nullable BatchResult<R> result, Consumer<Instant> moments) {
        if (result instanceof BatchResult.Answered<R> answered) {
            if (answered.outcome() instanceof Outcome.Executed<R> executed) {
                moments.accept(executed.record().completedAt());
            } else if (answered.outcome() instanceof Outcome.InProgress<R> held) {
                moments.accept(held.record().leaseExpiresAt().minus(held.retryAfter()));
            }
        }
    }

    private static void postpone(
            DeliveredItem<SqsMessage> message, ItemBatch.Item<?> item, Instant reached, VisibilityChange visibility) {
        if (!(message instanceof DeliveredItem.Readable<SqsMessage> readable)
                || !(item.result() instanceof BatchResult.Answered<?> answered)
                || !(answered.outcome() instanceof Outcome.InProgress<?> held)) {
            return;
        }
        Duration lease = Duration.between(reached, held.record().leaseExpiresAt());
        Duration seconds = lease.isNegative()
                ? Duration.ZERO
                : Duration.ofSeconds(lease.plusNanos(999_999_999).toSeconds());
        try {
            visibility.change(
                    readable.record(), seconds.compareTo(LONGEST_VISIBILITY) > 0 ? LONGEST_VISIBILITY : seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception ignored) {
            // The message comes again when its visibility timeout ends.
        }
    }
}

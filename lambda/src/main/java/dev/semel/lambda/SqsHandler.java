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
 * @param <T> what a message holds
 * @param <R> the result, which nobody reads here
 */
public final class SqsHandler<T, R> implements RequestStreamHandler {

    /** Amazon SQS API Reference, "ChangeMessageVisibility": 0 to 43,200 seconds. */
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    /** With less time left, messages come again when their visibility timeout ends: the response goes first. */
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
     * Changes how long a message stays invisible, with the user's own SQS client: {@code message.queueArn()} and {@code
     * message.receiptHandle()} say which.
     */
    @FunctionalInterface
    public interface VisibilityChange {

        /**
         * Makes the message visible again after {@code timeout}.
         *
         * @param timeout whole seconds, 0 to 12 hours
         */
        void change(SqsMessage message, Duration timeout) throws Exception;
    }

    /** Returns the handler of an operation on messages, with every default. */
    public static <R> SqsHandler<SqsMessage, R> of(Operation<SqsMessage, R> operation) {
        return of(message -> message, operation, BatchPolicy.defaults());
    }

    /** Returns the handler of an operation on messages. */
    public static <R> SqsHandler<SqsMessage, R> of(Operation<SqsMessage, R> operation, BatchPolicy policy) {
        return of(message -> message, operation, policy);
    }

    /**
     * Returns the handler of an operation on what messages hold. Lambda wants a class with a public constructor that has
     * no arguments: let yours make the operation there, keep this handler in a field, and pass {@code handleRequest} on.
     *
     * @param reading opens a message, such as {@code SqsMessage::snsNotification} or {@code SqsMessage::eventBridgeEvent};
     *     what is not such a message is poison
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
     * Returns this handler, which asks for a message whose duplicate is in progress elsewhere to come again when that
     * one's lease has lapsed, and not before. Default: it comes again when its visibility timeout ends. A change that
     * fails changes nothing else.
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
     * Returns the latest moment that the batch is known to have reached, by the engine's clock: a lease that was found
     * early in a batch has less left than it had then.
     */
    private static <R> Instant reached(List<ItemBatch.Item<R>> items) {
        return items.stream()
                .map(ItemBatch.Item::result)
                .map(result -> result instanceof BatchResult.Answered<R> ended ? ended.outcome() : null)
                .map(outcome -> switch (outcome) {
                    case Outcome.Executed<R> executed -> executed.record().completedAt();
                    case Outcome.InProgress<R> held ->
                        held.record().leaseExpiresAt().minus(held.retryAfter());
                    case null, default -> Instant.MIN;
                })
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private static void postpone(
            DeliveredItem<SqsMessage> message, ItemBatch.Item<?> item, Instant reached, VisibilityChange visibility) {
        if (!(message instanceof DeliveredItem.Readable<SqsMessage> readable)
                || !(item.result() instanceof BatchResult.Answered<?> ended)
                || !(ended.outcome() instanceof Outcome.InProgress<?> held)) {
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

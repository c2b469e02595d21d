// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.StoreUnavailableException;
import dev.semel.json.text.JsonTree;
import dev.semel.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Redrives what a function gave up: reads the queue that is its on-failure destination or its dead-letter queue, and
 * gives each event to the function's own handler, with the request id of the invocation that failed. So keys are the
 * same as in the tries before: what completed replays, and all else executes with the same effect keys. The event is
 * given on in the text that it came in; topics and buses around it are opened, in whatever order.
 *
 * <p>Use it in a function of its own, with the same operation, store and table, whose event source mapping of the queue
 * has {@code ReportBatchItemFailures}. A message fails alone, and stays in the queue until its event is completed. Only
 * an {@link Error} of the function's own handler fails the invocation, as in every batch handler: see {@link
 * BatchPolicy}.
 * Redrive within the dedupe window of the operation: see {@link FailedInvocation#retryHorizon()}. Immutable and
 * thread-safe.
 */
public final class RedriveHandler implements RequestStreamHandler {

    static final String EVENT = "Failed event";

    private static final String OF_AN_ERROR =
            EVENT + ": the function's own handler threw an Error, so the batch ended; the queue delivers it again";

    /** More causes than exceptions of ours have. */
    private static final int DEEPEST_CAUSE = 20;

    private final RequestStreamHandler original;
    private final BatchReader reader;
    private final Consumer<FailedItem> failures;

    private RedriveHandler(RequestStreamHandler original, BatchReader reader, Consumer<FailedItem> failures) {
        this.original = original;
        this.reader = reader;
        this.failures = failures;
    }

    /** Reads the records of a failed batch again, for destinations that get metadata only. */
    @FunctionalInterface
    public interface BatchReader {

        /**
         * Returns the event that the event source mapping had sent, with the records of {@code batch}.
         *
         * @param batch the batch, without its event
         * @return the event in JSON, such as {@code {"Records": […]}}
         * @throws Exception any exception; the message then fails
         */
        String read(FailedBatch batch) throws Exception;
    }

    /**
     * {@return the redrive of a function's failed events}
     *
     * @param original the function's own handler
     */
    public static RedriveHandler of(RequestStreamHandler original) {
        return new RedriveHandler(
                Objects.requireNonNull(original, "original"), RedriveHandler::refuse, new FailureLog());
    }

    /**
     * {@return this handler with a reader of the records of failed batches} Default: a batch without its event fails
     * with an {@link InvalidEventException}.
     *
     * @param records the reader, such as one that calls {@code GetRecords}; thread-safe
     */
    public RedriveHandler readingRecords(BatchReader records) {
        return new RedriveHandler(original, Objects.requireNonNull(records, "records"), failures);
    }

    /**
     * {@return this handler with another listener for messages that failed} Default: each is logged.
     *
     * @param listener the listener; its exceptions are ignored
     */
    public RedriveHandler failures(Consumer<FailedItem> listener) {
        return new RedriveHandler(original, reader, Objects.requireNonNull(listener, "listener"));
    }

    private static String refuse(FailedBatch batch) {
        throw InvalidEventException.at(
                FailedBatch.EVENT,
                "payload",
                "is missing: this destination gets metadata only",
                "Read the records again with readingRecords(...), or use a bucket as destination");
    }

    /**
     * Handles one invocation of the event source mapping of the queue.
     *
     * @throws InvalidEventException if the event is no SQS batch; nothing was executed
     * @throws RecordsNotCompletedException if the store refused every message's event, as without table or permission
     * @throws IOException if the response could not be written; everything is recorded
     * @throws Error of the function's own handler, after the listener got all failures; no further event was given on
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        List<DeliveredItem<SqsMessage>> messages = SqsSource.parse(input);
        Set<String> stopped = new HashSet<>();
        List<Exception> tried = new ArrayList<>();
        boolean isStoreRefusingAll = true;
        List<JsonTree> failed = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            DeliveredItem<SqsMessage> message = messages.get(i);
            String group = message.group();
            boolean isBehind = group != null && stopped.contains(group);
            Exception failure;
            try {
                failure = isBehind ? RecordNotCompletedException.behind(EVENT) : failure(message, context);
            } catch (Error e) { // as in every batch: no further message begins, and no failure is hidden
                tell(new FailedItem(message.itemId(), new IllegalStateException(OF_AN_ERROR, e)));
                messages.subList(i + 1, messages.size()).forEach(this::tellIfUnreadable);
                throw e;
            }
            isStoreRefusingAll &= isBehind || isOfStore(failure);
            if (failure != null) {
                if (group != null) {
                    stopped.add(group);
                }
                tell(new FailedItem(message.itemId(), failure));
                tried.add(failure);
                failed.add(JsonTree.of(message.itemId()));
            }
        }
        if (isStoreRefusingAll && !tried.isEmpty()) { // so that the function's Errors metric moves
            throw RecordsNotCompletedException.of(EVENT, tried, 0, messages.size());
        }
        output.write(BatchHandling.failures(failed));
    }

    /**
     * Redrives one failed event, such as an object of a bucket that is the on-failure destination.
     *
     * @param document what the destination got, in JSON; read to its end, not closed
     * @param context the context of this invocation
     * @throws InvalidEventException if the document is anything else; nothing was executed
     * @throws RecordsNotCompletedException if the event's records were not all completed
     * @throws Exception any exception of the function's own handler
     */
    public void redrive(InputStream document, Context context) throws Exception {
        redrive(OpenedEvent.of(EVENT, JsonPlace.text(EVENT, document)), context);
    }

    private void tellIfUnreadable(DeliveredItem<SqsMessage> message) {
        switch (message) {
            case DeliveredItem.Poison<SqsMessage> poison -> tell(new FailedItem(poison.itemId(), poison.why()));
            case DeliveredItem.Readable<SqsMessage> readable -> {}
        }
    }

    private @Nullable Exception failure(DeliveredItem<SqsMessage> message, Context context) {
        return switch (message) {
            case DeliveredItem.Poison<SqsMessage> poison -> poison.why();
            case DeliveredItem.Readable<SqsMessage> readable -> {
                try {
                    redrive(readable.record(), context);
                    yield null;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    yield e;
                } catch (Exception e) {
                    yield e;
                }
            }
        };
    }

    private void redrive(SqsMessage message, Context context) throws Exception {
        Map<String, MessageAttribute> attributes = message.messageAttributes();
        redrive(
                attributes.containsKey(FailedEvents.REQUEST_ID)
                        ? OpenedEvent.ofDeadLetter(EVENT, message.body(), attributes)
                        : OpenedEvent.of(EVENT, message.body()),
                context);
    }

    /** The event's text is given on as it came, for the function's own handler decides what it means. */
    private void redrive(OpenedEvent opened, Context context) throws Exception {
        if (opened.isBatch()) {
            String event = opened.payload();
            run(event == null ? records(FailedBatch.of(opened)) : event, context);
        } else {
            String event = FailedInvocation.requirePayload(opened);
            run(event, new RedriveContext(context, FailedInvocation.requestId(opened)));
        }
    }

    private String records(FailedBatch batch) throws Exception {
        String event = reader.read(batch);
        if (event == null) {
            throw new IllegalStateException(
                    "The BatchReader returned null, against its contract: let it return the event"
                            + " with the records of the batch, or throw");
        }
        return event;
    }

    /** {@return whether a handler failed because the store refused a call, or gave no answer} */
    private static boolean isOfStore(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof StoreUnavailableException || cause instanceof StoreException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Gives an event to the function's own handler, whose response may name records that failed. */
    private void run(String event, Context context) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        original.handleRequest(new ByteArrayInputStream(utf8(event)), output, context);
        String answer = output.toString(StandardCharsets.UTF_8);
        if (answer.contains("batchItemFailures")) {
            int named = JsonPlace.read(EVENT, answer)
                    .at("batchItemFailures")
                    .node()
                    .children()
                    .size();
            if (named > 0) {
                throw RecordsNotCompletedException.named(EVENT, named);
            }
        }
    }

    private static byte[] utf8(String event) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(event));
        } catch (CharacterCodingException e) {
            throw InvalidEventException.at(EVENT, "the event", "has an unpaired surrogate", JsonPlace.AS_IT_CAME);
        }
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return exact;
    }

    private void tell(FailedItem item) {
        try {
            failures.accept(item);
        } catch (Throwable ignored) {
            // a listener must not affect the redrive (E5)
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.event.LoggingListener;
import dev.semel.jackson.JacksonCodec;
import dev.semel.lambda.http.HttpHandler;
import dev.semel.lambda.http.HttpResponse;
import dev.semel.store.InMemoryStore;
import dev.semel.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Typical mistakes in a first handler, each with the message that it gets: the golden file shows what a user reads. */
class BeginnersMistakesTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "beginners-mistakes.txt");

    private final List<String> log = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Idempotency idempotency = Idempotency.builder(new InMemoryStore())
            .codec(JacksonCodec.create())
            .clock(ManualClock.at(Instant.parse("2026-01-01T00:00:00Z")))
            .listener(LoggingListener.to(new Lines(log)))
            .build();

    /** A result that Jackson can write and not read. */
    static final class Sealed {
        private final String id;

        private Sealed(String id) {
            this.id = id;
        }

        static Sealed of(String id) {
            return new Sealed(id);
        }

        public String getId() {
            return id;
        }
    }

    @Test
    void everyMistakeGetsAMessageThatLeadsOn() throws IOException {
        String told = String.join("\n", mistakes()) + "\n";
        assertThat(told).isEqualTo(Files.readString(GOLDEN));
    }

    private List<String> mistakes() {
        return List.of(
                told(
                        "The handler of another source: S3Handler behind a queue",
                        () -> send(s3("foreign"), SqsEvents.STANDARD)),
                told(
                        "A mapping's handler behind an EventBridge pipe",
                        () -> send(SqsHandler.of(perMessage("pipe")), PipeEvents.records(SqsEvents.STANDARD))),
                told("A path that the event does not have", () -> send(byPath(), "{\"order_id\": 42}")),
                told("A path without its slash", () -> JsonDocument.key("orderId")),
                told(
                        "A key extractor that returns null: the deduplication id on a standard queue",
                        () -> send(SqsHandler.of(byDeduplicationId(), policy()), SqsEvents.STANDARD)),
                told(
                        "A context of a test, whose remaining time is 0",
                        () -> run(s3("late"), Notifications.PUT, new TestContext(0))),
                told("No context at all", () -> run(s3("alone"), Notifications.PUT, null)),
                told("A result that cannot be read back", () -> operation("unreadable", Sealed.class)),
                told("A result of type Object", () -> operation("anything", Object.class)),
                told("A window shorter than the queue's retention", () -> SqsHandler.of(shortWindow(), policy())),
                told(
                        "Failed items named to a source that reads no response",
                        () -> S3Handler.of(
                                S3Source.operationPerDelivery(idempotency, "naming", String.class)
                                        .body((object, execution) -> "done"),
                                BatchPolicy.defaults().response(BatchResponse.FAILED_ITEMS))),
                told("An HTTP handler that says nothing of callers", this::withoutCallers),
                told(
                        "An operation that is built in every invocation",
                        () -> List.of(perMessage("twice"), perMessage("twice"))),
                told("A body that returns null, without saying so", () -> send(nothing(), SqsEvents.STANDARD)),
                told("A message that is not JSON", () -> send(json(), SqsEvents.STANDARD)));
    }

    // ---- the mistakes ----

    private RequestStreamHandler s3(String name) {
        return S3Handler.of(
                S3Source.operationPerDelivery(idempotency, name, String.class).body((object, execution) -> "done"),
                policy());
    }

    private Operation<SqsMessage, String> perMessage(String name) {
        return SqsSource.operationPerDelivery(idempotency, name, String.class).body((message, execution) -> "done");
    }

    private RequestStreamHandler byPath() {
        Operation<JsonDocument, String> operation = JsonEventSource.operationByPath(
                        idempotency, "path", String.class, "/orderId")
                .body((event, execution) -> "done");
        return SynchronousHandler.of(
                JsonEventSource::parse,
                operation,
                RetryHorizon.asynchronousInvocation(),
                (output, result) -> output.write('1'));
    }

    private Operation<SqsMessage, String> byDeduplicationId() {
        return idempotency
                .operation("dedup", SqsMessage.class, String.class)
                .key(SqsMessage::deduplicationIdentity)
                .dedupeWindow(Duration.ofDays(14))
                .body((message, execution) -> "done");
    }

    private <R> Operation<String, R> operation(String name, Class<R> result) {
        return idempotency
                .operation(name, String.class, result)
                .key(key -> key)
                .body((key, execution) -> result.cast(Sealed.of(key)));
    }

    private Operation<SqsMessage, String> shortWindow() {
        return idempotency
                .operation("short", SqsMessage.class, String.class)
                .key(SqsMessage::deliveryIdentity)
                .dedupeWindow(Duration.ofHours(1))
                .body((message, execution) -> "done");
    }

    private RequestStreamHandler nothing() {
        return SqsHandler.of(
                SqsSource.operationPerDelivery(idempotency, "nothing", String.class)
                        .body((message, execution) -> null),
                policy());
    }

    private HttpHandler withoutCallers() {
        return HttpHandler.builder(idempotency, "payments").build((request, execution) -> HttpResponse.of(201));
    }

    private RequestStreamHandler json() {
        return SqsHandler.of(
                SqsMessage::json,
                JsonEventSource.operationByPath(idempotency, "json", String.class, "/orderId")
                        .dedupeWindow(Duration.ofDays(14))
                        .body((order, execution) -> "done"),
                policy());
    }

    // ---- what is told ----

    /** {@return the title, and the exception, failed item or line of the log} */
    private String told(String mistake, Callable<?> made) {
        log.clear();
        failed.clear();
        try {
            made.call();
        } catch (Exception e) {
            return mistake + ":\n  " + e.getClass().getSimpleName() + ": " + e.getMessage() + causes(e);
        }
        return mistake + ":\n  " + (failed.isEmpty() ? String.join("\n  ", log) : String.join("\n  ", failed));
    }

    /** A batch's exception names its items by their own. */
    private static String causes(Exception e) {
        return e instanceof RecordsNotCompletedException && e.getCause() != null
                ? "\n  " + e.getCause().getClass().getSimpleName() + ": "
                        + e.getCause().getMessage()
                : "";
    }

    private BatchPolicy policy() {
        return BatchPolicy.defaults()
                .failures(item -> failed.add(item.cause().getClass().getSimpleName() + ": "
                        + item.cause().getMessage()));
    }

    private static @Nullable Void send(RequestStreamHandler handler, String event) throws IOException {
        return run(handler, event, new TestContext(20_000));
    }

    private static @Nullable Void run(RequestStreamHandler handler, String event, @Nullable Context context)
            throws IOException {
        handler.handleRequest(Notifications.stream(event), new ByteArrayOutputStream(), context);
        return null;
    }

    /** A logger that keeps warnings. */
    private record Lines(List<String> lines) implements System.Logger {

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(Level.WARNING) >= 0;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(level + ": " + message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... arguments) {
            lines.add(level + ": " + format);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.model.Blob;
import dev.semel.model.BypassReason;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.InMemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No name of a sender or user forges a line of a log, a metric or a message. */
class PrintableNamesTest {

    /** A line break, an escape sequence of a terminal, a break of Unicode, and letters. */
    private static final String EVIL = "a\r\nWARNING forged\u001B[31m\u0085\u2028é";

    static List<Object> shown() {
        JsonDocument json = JsonDocument.of("{}");
        Blob data = Blob.utf8("x");
        return List.of(
                new SqsMessage(EVIL, EVIL, "x", Map.of(), null, null, null, null, null, null),
                new SnsNotification(EVIL, EVIL, null, "x", Map.of(), null),
                new EventBridgeEvent(EVIL, EVIL, EVIL, null, null, null, List.of(), json, null),
                new S3Object(EVIL, null, EVIL, EVIL, null, EVIL, null, null),
                new KinesisRecord(EVIL, EVIL, EVIL, EVIL, data, null),
                new DynamoDbStreamRecord(
                        EVIL, EVIL, DynamoDbStreamRecord.Change.INSERT, EVIL, null, null, json, null, null, false),
                new KafkaRecord(EVIL, EVIL, 0, 0, null, null, List.of(), null),
                new KafkaRecord.Header(EVIL, data),
                new ActiveMqMessage(EVIL, EVIL, EVIL, null, null, false, data, Map.of(), null),
                new RabbitMqMessage(EVIL, EVIL, EVIL, EVIL, null, null, null, false, data, null),
                new DocumentDbChange(EVIL, EVIL, EVIL, EVIL, EVIL, null, null, null, null),
                new FailedInvocation(EVIL, json, EVIL, EVIL, null, null, null, EVIL, null),
                new FailedBatch(
                        FailedBatch.Origin.KAFKA,
                        EVIL,
                        List.of(new RecordRange(EVIL, EVIL, EVIL)),
                        null,
                        EVIL,
                        EVIL,
                        null,
                        null),
                new AsynchronousInvocation(EVIL, json),
                new StepFunctionsTask(EVIL, EVIL, Instant.EPOCH, null, null, json),
                new MessageAttribute(EVIL, "x", null),
                new FailedItem(EVIL, new IllegalStateException(EVIL)),
                new PoisonItem(EVIL, PoisonReason.UNREADABLE, new IllegalStateException(EVIL)),
                RecordNotCompletedException.behind(EVIL),
                RecordNotCompletedException.of(EVIL, new Outcome.Bypassed<>(null, BypassReason.KILL_SWITCH)));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void everythingShownIsPrintableAscii(Object shown) {
        assertThat(shown.toString()).isNotEmpty().matches("[\\x20-\\x7E]+").doesNotContain("x\"");
    }

    @Test
    void aLineOfTheLogIsOneLine() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                lines.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.semel.lambda");
        logger.addHandler(handler);
        try {
            FailureLog log = new FailureLog();
            log.accept(new FailedItem(EVIL, new IllegalStateException(EVIL)));
            log.accept(new FailedItem(EVIL, InvalidEventException.of(EVIL)));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("Item not completed id=a??WARNING forged?[31m??é: ")
                        .doesNotContain("\n", "\r", "\u001B", "\u0085"));
    }

    @Test
    void blankSourceOfMetricsIsRefused() {
        assertThatThrownBy(() -> EmfListener.builder(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source is blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, " ", ":x", "é", "charge"})
    void dimensionsAreWhatCloudWatchTakes(String name) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        EmfListener metrics = EmfListener.builder(name.isBlank() ? ":y" : name)
                .output(new PrintStream(written, true, StandardCharsets.UTF_8))
                .build();
        Idempotency idempotency =
                Idempotency.builder(new InMemoryStore()).listener(metrics).build();
        Operation<String, Void> operation = idempotency
                .operation(name, String.class, Void.class)
                .key(key -> key)
                .body((key, execution) -> null);
        RequestStreamHandler handler = metrics.around((input, output, context) -> {
            try {
                operation.run("k", LambdaDeadline.of(context));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        handler.handleRequest(Notifications.stream(""), new ByteArrayOutputStream(), new TestContext(20_000));

        String line = written.toString(StandardCharsets.UTF_8).strip();
        for (String dimension : List.of("Operation", "Source")) {
            assertThat(Json.tree(line).path(dimension).asText())
                    .as(dimension)
                    .matches("[\\x20-\\x7E]{1,255}")
                    .isNotBlank()
                    .doesNotStartWith(":");
        }
        assertThat(line).doesNotContain("\n", "\u2028", "\u0085");
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, "Payments\n", "Zahlungen für alle", "AWS/x", "a=b"})
    void aNamespaceThatCloudWatchDoesNotTakeIsRefused(String namespace) {
        assertThatThrownBy(() -> EmfListener.builder("orders").namespace(namespace))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("[\\x20-\\x7E]+");
    }

    @Test
    void keysAreShownAsEverywhere() {
        assertThat(IdempotencyKey.of("charge", EVIL).brief()).matches("[\\x20-\\x7E]+");
    }
}

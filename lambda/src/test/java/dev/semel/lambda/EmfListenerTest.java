// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.event.OperationEvent;
import dev.semel.model.BypassReason;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreException;
import dev.semel.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EmfListenerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final IdempotencyKey KEY = IdempotencyKey.of("charge", "order 42");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ManualClock clock = ManualClock.at(NOW);
    private final EmfListener metrics = EmfListener.builder("orders")
            .output(new PrintStream(written, true, StandardCharsets.UTF_8))
            .clock(clock)
            .build();

    private List<JsonNode> lines() throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).noneMatch(line -> line.contains("order 42"));
        Stream.Builder<JsonNode> nodes = Stream.builder();
        for (String line : lines) {
            nodes.add(mapper.readTree(line));
        }
        return nodes.build().toList();
    }

    private JsonNode line() throws IOException {
        metrics.flush();
        assertThat(lines()).hasSize(1);
        return lines().get(0);
    }

    @Test
    void lineIsInTheEmbeddedMetricFormat() throws Exception {
        metrics.onEvent(new OperationEvent.Executed(KEY, 1, Duration.ofMillis(70), Duration.ofMillis(5)));
        assertThat(line()).isEqualTo(new JsonMapper().readTree("""
                        {"_aws": {"Timestamp": 1767225600000, "CloudWatchMetrics": [{"Namespace": "Semel",
                          "Dimensions": [["Operation", "Source"], ["Operation"]],
                          "Metrics": [{"Name": "Executions", "Unit": "Count"},
                            {"Name": "CompletionLatency", "Unit": "Milliseconds"},
                            {"Name": "BodyDuration", "Unit": "Milliseconds"}]}]},
                         "Operation": "charge", "Source": "orders",
                         "Executions": 1, "CompletionLatency": [5], "BodyDuration": [70]}
                        """));
    }

    @Test
    void everyEventIsCountedUnderItsName() throws Exception {
        StoreException away = StoreException.unavailable("store", "claim", new IOException("away"));
        Stream.of(
                        new OperationEvent.Claimed(KEY, 2, 7, Certainty.UNKNOWN, Duration.ofMillis(4)),
                        new OperationEvent.Claimed(KEY, 2, 8, Certainty.NOT_EXECUTED, Duration.ofMillis(6)),
                        new OperationEvent.Replayed(KEY, 1, Duration.ofSeconds(3), false),
                        new OperationEvent.InProgress(KEY, 1, Duration.ofSeconds(1), Duration.ofSeconds(9)),
                        new OperationEvent.FinallyFailed(KEY, 1, "declined", false),
                        new OperationEvent.FinallyFailed(KEY, 1, "declined", true),
                        new OperationEvent.Fenced(KEY, 1, "complete"),
                        new OperationEvent.Mismatch(KEY),
                        new OperationEvent.Unverifiable(KEY, "other"),
                        new OperationEvent.Quarantined(KEY),
                        new OperationEvent.PutInQuarantine(KEY, 1, "asked"),
                        new OperationEvent.Released(KEY, 1, Certainty.UNKNOWN),
                        new OperationEvent.NotRecorded(KEY, 1, away),
                        new OperationEvent.ResultUnavailable(KEY, 1, away),
                        new OperationEvent.Bypassed(KEY, BypassReason.KILL_SWITCH),
                        new OperationEvent.StoreFailed(KEY, "claim", away),
                        new OperationEvent.WindowTooShort("charge", "SQS", Duration.ofDays(1), Duration.ofDays(4)),
                        new OperationEvent.StepRecorded(KEY, 1, "pay"),
                        new OperationEvent.StepsUnused(KEY, 1, List.of("mail")))
                .forEach(metrics::onEvent);
        JsonNode line = line();

        assertThat(count(line, "TakeOvers")).isEqualTo(1);
        assertThat(line.get("ClaimLatency")).extracting(JsonNode::asInt).containsExactly(4, 6);
        assertThat(count(line, "Replays")).isEqualTo(2);
        assertThat(line.get("DuplicateAge")).extracting(JsonNode::asInt).containsExactly(3000, 1000);
        assertThat(count(line, "MISSING")).isZero();
        assertThat(count(line, "Mismatches")).isEqualTo(2);
        for (String once : List.of(
                "InProgressConflicts",
                "DuplicatesConcurrent",
                "FinalFailures",
                "FencedWrites",
                "QuarantineConflicts",
                "Quarantines",
                "Releases",
                "ResultsNotRecorded",
                "ResultsUnavailable",
                "UnguardedExecutions",
                "StoreErrors",
                "WindowsTooShort")) {
            assertThat(count(line, once)).as(once).isEqualTo(1);
        }
        List<String> declared = line.findValuesAsText("Name");
        assertThat(declared)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(line.has(name)).as(name).isTrue());
    }

    private static int count(JsonNode line, String metric) {
        return line.path(metric).asInt();
    }

    @Test
    void causesAreCountedButConcurrencyOnlyOnce() throws Exception {
        for (DuplicateCause cause : DuplicateCause.values()) {
            metrics.onDuplicate("charge", cause);
        }
        JsonNode line = line();
        assertThat(line.findValuesAsText("Name"))
                .containsExactlyInAnyOrder(
                        "DuplicatesRedelivered",
                        "DuplicatesRetried",
                        "DuplicatesFromArchive",
                        "DuplicatesInBatch",
                        "DuplicatesOfUnknownCause");
    }

    @Test
    void listWithAHundredValuesBeginsANewLine() throws Exception {
        for (int i = 0; i < 101; i++) {
            metrics.onEvent(new OperationEvent.Replayed(KEY, 1, Duration.ofMillis(i), false));
        }
        metrics.flush();
        assertThat(lines()).extracting(line -> line.get("DuplicateAge").size()).containsExactly(100, 1);
        assertThat(lines())
                .extracting(line -> count(line, "Replays"))
                .satisfies(counts -> assertThat(counts.get(0) + counts.get(1)).isEqualTo(101));
    }

    @Test
    void operationsHaveLinesOfTheirOwnAndNothingIsWrittenTwice() throws Exception {
        metrics.onEvent(new OperationEvent.Mismatch(KEY));
        metrics.onEvent(new OperationEvent.Mismatch(IdempotencyKey.of("refund", "1")));
        metrics.flush();
        metrics.flush();
        assertThat(lines()).extracting(line -> line.get("Operation").asText()).containsExactly("charge", "refund");
    }

    @Test
    void wrappedHandlerWritesALinePerInvocationAlsoWhenItFails() throws Exception {
        Idempotency idempotency = Idempotency.builder(new InMemoryStore())
                .withoutLog()
                .clock(clock)
                .listener(metrics)
                .build();
        Operation<SqsMessage, Void> operation = SqsSource.operationPerDelivery(idempotency, "mail", Void.class)
                .withoutFingerprint()
                .body((message, execution) -> null);
        SqsHandler<SqsMessage, Void> handler =
                SqsHandler.of(operation, BatchPolicy.defaults().duplicates(metrics));

        for (int received = 1; received <= 2; received++) {
            metrics.around(handler)
                    .handleRequest(message(received), OutputStream.nullOutputStream(), new TestContext(30_000));
        }
        assertThat(lines()).hasSize(2);
        assertThat(count(lines().get(0), "Executions")).isEqualTo(1);
        assertThat(count(lines().get(1), "Replays")).isEqualTo(1);
        assertThat(count(lines().get(1), "DuplicatesRedelivered")).isEqualTo(1);

        metrics.onEvent(new OperationEvent.Mismatch(KEY));
        assertThatThrownBy(() -> metrics.around((input, output, context) -> {
                            throw new IOException("boom");
                        })
                        .handleRequest(message(1), OutputStream.nullOutputStream(), new TestContext(30_000)))
                .hasMessage("boom");
        assertThat(lines()).hasSize(3);
    }

    private static ByteArrayInputStream message(int received) {
        return new ByteArrayInputStream("""
                {"Records": [{"messageId": "059f36b4-87a3-44ab-83d2-661975830a7d", "receiptHandle": "AQEB", "body": "hi",
                  "attributes": {"ApproximateReceiveCount": "%d", "SentTimestamp": "1545082649183"},
                  "messageAttributes": {}, "eventSource": "aws:sqs",
                  "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:orders", "awsRegion": "us-east-2"}]}
                """.formatted(received).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void builderRefusesWhatCloudWatchWould() {
        assertThatThrownBy(() -> EmfListener.builder("")).hasMessageContaining("source is empty");
        assertThatThrownBy(() -> EmfListener.builder("orders").namespace("AWS/Lambda"))
                .hasMessageContaining("AWS/");
        assertThatThrownBy(() -> EmfListener.builder("orders").namespace("x".repeat(256)))
                .hasMessageContaining("255");
    }
}

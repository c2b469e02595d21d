// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.lambda.http.HttpSource;
import dev.semel.model.Blob;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of {@code docs/reference/event-sources.md} say what the code does. */
class EventSourcesDocTest {

    private static final Path PAGE = Path.of("../docs/reference/event-sources.md");
    private static final Path CLASSES = Path.of("src/main/java/dev/semel/lambda");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern SPAN = Pattern.compile("(\\d+) (day|hour)s?");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonDocument JSON = JsonDocument.of("{\"id\":42}");

    private static final SqsMessage SQS =
            new SqsMessage("m", "arn:q.fifo", "body", Map.of(), "receipt", 1, NOW, "group", "dedupe", "7");
    private static final SnsNotification SNS = new SnsNotification("m", "arn:topic", "subject", "body", Map.of(), NOW);
    private static final EventBridgeEvent BUS =
            new EventBridgeEvent("id", "orders", "Order Placed", "1", "eu", NOW, List.of(), JSON, null);
    private static final S3Object S3 = new S3Object("ObjectCreated:Put", NOW, "bucket", "key", "v1", "0a", "tag", 1L);
    private static final KinesisRecord KINESIS =
            new KinesisRecord("arn:stream", "shard", "7", "partition", Blob.utf8("data"), NOW);
    private static final DynamoDbStreamRecord DYNAMODB = new DynamoDbStreamRecord(
            "id", "arn:stream", DynamoDbStreamRecord.Change.MODIFY, "7", "KEYS_ONLY", NOW, JSON, JSON, JSON, false);
    private static final KafkaRecord KAFKA =
            new KafkaRecord("arn:cluster", "topic", 0, 42, Blob.utf8("key"), Blob.utf8("value"), List.of(), NOW);
    private static final ActiveMqMessage ACTIVE = new ActiveMqMessage(
            "arn:b", "queue", "ID:1", "jms/text-message", "c", false, Blob.utf8("d"), Map.of(), NOW);
    private static final RabbitMqMessage RABBIT =
            new RabbitMqMessage("arn:b", "/", "queue", "m", "text/plain", "t", "c", false, Blob.utf8("data"), JSON);
    private static final DocumentDbChange DOCUMENT =
            new DocumentDbChange("token", "arn:c", "insert", "db", "collection", JSON, JSON, JSON, NOW);
    private static final FailedInvocation FAILED =
            new FailedInvocation("request", JSON, "arn:f", "RetriesExhausted", 3L, NOW, 200L, "Unhandled", JSON);
    private static final FailedBatch BATCH = new FailedBatch(
            FailedBatch.Origin.KINESIS,
            "arn:stream",
            List.of(new RecordRange("shard", "1", "2")),
            2L,
            "arn:f",
            "RetryAttemptsExhausted",
            NOW,
            JSON);
    private static final StepFunctionsTask TASK = new StepFunctionsTask("arn:execution", "state", NOW, 0L, 0L, JSON);
    private static final AsynchronousInvocation CALL = new AsynchronousInvocation("request", JSON);

    /**
     * A row of the first table, as the code has it.
     *
     * @param identity the delivery identity's fields; empty where the source offers none; null for those of another row
     * @param horizon that of the default set-up; null if the user declares it
     */
    record Row(
            String source,
            @Nullable List<String> identity,
            @Nullable RetryHorizon horizon) {

        @Override
        public String toString() {
            return source;
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row("HttpSource", List.of(), HttpSource.retryHorizon()),
                row("SqsSource", SQS, SqsMessage::deliveryIdentity, SqsSource.retryHorizon()),
                row("SnsSource", SNS, SnsNotification::deliveryIdentity, SnsSource.retryHorizon()),
                row("EventBridgeSource", BUS, EventBridgeEvent::deliveryIdentity, EventBridgeSource.retryHorizon()),
                row("S3Source", S3, S3Object::deliveryIdentity, S3Source.retryHorizon()),
                row("KinesisSource", KINESIS, KinesisRecord::deliveryIdentity, KinesisSource.retryHorizon()),
                row(
                        "DynamoDbStreamSource",
                        DYNAMODB,
                        DynamoDbStreamRecord::deliveryIdentity,
                        DynamoDbStreamSource.retryHorizon()),
                row("KafkaSource", KAFKA, KafkaRecord::deliveryIdentity, KafkaSource.retryHorizon()),
                row("ActiveMqSource", ACTIVE, ActiveMqMessage::deliveryIdentity, null),
                row("RabbitMqSource", RABBIT, message -> String.valueOf(message.deliveryIdentity()), null),
                row("DocumentDbSource", DOCUMENT, DocumentDbChange::deliveryIdentity, DocumentDbSource.retryHorizon()),
                new Row("PipeSource", null, null),
                row("FailedInvocation", FAILED, FailedInvocation::deliveryIdentity, FailedInvocation.retryHorizon()),
                row("FailedBatch", BATCH, FailedBatch::deliveryIdentity, null),
                row("StepFunctionsTask", TASK, StepFunctionsTask::deliveryIdentity, null),
                row(
                        "AsynchronousInvocation",
                        CALL,
                        AsynchronousInvocation::deliveryIdentity,
                        RetryHorizon.asynchronousInvocation()),
                new Row("JsonEventSource", List.of(), null));
    }

    @Test
    void everySourceHasARow() throws IOException {
        List<String> documented = table("Sources and their identities").stream()
                .map(cells -> codes(cells.get(1)).get(0))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        rows().stream().map(Row::source).toList())
                .containsAll(publicSources());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowSaysWhatTheCodeDoes(Row row) throws IOException {
        List<String> cells = table("Sources and their identities").stream()
                .filter(candidate -> codes(candidate.get(1)).get(0).equals(row.source))
                .findFirst()
                .orElseThrow();
        if (row.identity == null) {
            assertThat(cells)
                    .filteredOn(cell -> cell.equals("as the pipe's source"))
                    .hasSize(5);
            return;
        }
        if (row.identity.isEmpty()) {
            assertThat(cells.get(2)).startsWith("none;");
        } else {
            assertThat(codes(cells.get(2))).containsExactlyInAnyOrderElementsOf(row.identity);
        }
        if (row.horizon == null) {
            assertThat(cells.get(4)).endsWith("you declare it");
        } else {
            assertThat(duration(cells.get(4))).isEqualTo(row.horizon.longest());
            assertThat(cells.get(5)).startsWith(row.horizon.document().split("; ", 2)[0]);
        }
    }

    @Test
    void metricsAreThoseOfTheListener() throws IOException {
        assertThat(table("Metrics").stream().map(cells -> codes(cells.get(0)).get(0) + " in " + cells.get(1)))
                .containsExactlyElementsOf(Arrays.stream(EmfMetric.values())
                        .map(metric -> metric.text() + " in " + metric.unit())
                        .toList());
    }

    // ---- the code ----

    private static List<String> publicSources() throws IOException {
        try (Stream<Path> files = Files.list(CLASSES)) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Source"))
                    .toList();
        }
    }

    /** The fields of which another value makes another identity. */
    private static <T extends Record> Row row(
            String source, T sample, Function<T, String> identity, @Nullable RetryHorizon horizon) {
        TreeSet<String> fields = new TreeSet<>();
        RecordComponent[] components = sample.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (!identity.apply(changed(sample, components, i)).equals(identity.apply(sample))) {
                fields.add(components[i].getName());
            }
        }
        return new Row(source, List.copyOf(fields), horizon);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> T changed(T sample, RecordComponent[] components, int index) {
        try {
            List<@Nullable Object> values = new ArrayList<>();
            for (RecordComponent component : components) {
                values.add(component.getAccessor().invoke(sample));
            }
            values.set(index, other(values.get(index)));
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return (T) sample.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(components[index].toString(), e);
        }
    }

    private static Object other(@Nullable Object value) {
        return switch (value) {
            case null -> "1";
            case String text -> text + "1";
            case Integer number -> number + 1;
            case Long number -> number + 1;
            case Boolean is -> !is;
            case Instant moment -> moment.plusSeconds(1);
            case Blob bytes -> Blob.utf8(bytes.toUtf8() + "1");
            case JsonDocument document -> JsonDocument.of("[" + document.canonical() + "]");
            case DynamoDbStreamRecord.Change change -> DynamoDbStreamRecord.Change.REMOVE;
            case FailedBatch.Origin origin -> FailedBatch.Origin.KAFKA;
            case List<?> list
            when !list.isEmpty() && list.get(0) instanceof RecordRange -> List.of(new RecordRange("shard", "1", "3"));
            case Map<?, ?> attributes -> Map.of("a", new MessageAttribute("String", "b", null));
            case List<?> list -> List.of("a");
            default -> throw new AssertionError("no other value of " + value.getClass());
        };
    }

    // ---- the page ----

    /** The rows of the first table under a heading, without its head. */
    private static List<List<String>> table(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    /** {@return the duration in a cell, before any remark} */
    private static Duration duration(String cell) {
        Duration sum = Duration.ZERO;
        Matcher spans = SPAN.matcher(cell.split("[;(]", 2)[0]);
        while (spans.find()) {
            long count = Long.parseLong(spans.group(1));
            sum = sum.plus(spans.group(2).equals("day") ? Duration.ofDays(count) : Duration.ofHours(count));
        }
        return sum;
    }
}

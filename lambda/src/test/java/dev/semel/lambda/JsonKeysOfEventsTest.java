// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.MissingKeyPartException;
import dev.semel.jackson.JacksonCanonicalJson;
import dev.semel.jackson.JacksonKeys;
import dev.semel.json.CanonicalJson;
import dev.semel.json.JsonException;
import dev.semel.json.JsonKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Key paths take an event, and a value that has one, without a mapper, and find what the mapper finds. */
class JsonKeysOfEventsTest {

    private static final CanonicalJson PLAIN = CanonicalJson.create();
    private static final JacksonCanonicalJson MAPPED = JacksonCanonicalJson.create();

    record Order(String id, long total) {}

    record Wrapped(EventBridgeEvent event, JsonDocument document, Order order) {}

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    enum Source {
        SQS("sqs", input -> items(SqsSource.parse(input))),
        SNS("sns", SnsSource::parse),
        S3("s3", S3Source::parse),
        EVENTBRIDGE("eventbridge", input -> List.of(EventBridgeSource.parse(input))),
        KINESIS("kinesis", input -> items(KinesisSource.parse(input))),
        DYNAMODB_STREAMS("dynamodb-streams", input -> items(DynamoDbStreamSource.parse(input))),
        KAFKA("kafka", input -> items(KafkaSource.parse(input))),
        ACTIVEMQ("activemq", input -> items(ActiveMqSource.parse(input))),
        RABBITMQ("rabbitmq", input -> items(RabbitMqSource.parse(input))),
        DOCUMENTDB("documentdb", input -> items(DocumentDbSource.parse(input)));

        private final String folder;
        private final Function<InputStream, List<?>> reading;

        Source(String folder, Function<InputStream, List<?>> reading) {
            this.folder = folder;
            this.reading = reading;
        }

        private static <T> List<T> items(List<DeliveredItem<T>> items) {
            return items.stream()
                    .flatMap(item -> item instanceof DeliveredItem.Readable<T> readable
                            ? Stream.of(readable.record())
                            : Stream.empty())
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theJsonOfAnEventIsTheMappers(Source source) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(getClass().getResource("/events/" + source.folder))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                for (Object event : source.reading.apply(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                    assertThat(answer(() -> PLAIN.ofValue(event).toUtf8()))
                            .as(file.toString())
                            .isEqualTo(answer(() -> MAPPED.ofValue(event).toUtf8()));
                }
            }
        }
    }

    @Test
    void aKeyIsTheMappers() {
        Wrapped wrapped = new Wrapped(
                EventBridgeSource.parse(BusEvents.ORDER),
                JsonDocument.of("{\"a\": [1.50, {\"b\": \"x\"}], \"n\": null}"),
                new Order("o-1", 7));
        for (String path : List.of(
                "/event/id",
                "/event/detail/orderId",
                "/event/time",
                "/event/detail",
                "/document/a/0",
                "/document/a/1/b",
                "/document/n",
                "/document",
                "/order/id",
                "/order/total",
                "/order/no")) {
            assertThat(answer(() -> JsonKeys.create().at(path).extract(wrapped)))
                    .as(path)
                    .isEqualTo(answer(() -> JacksonKeys.create().at(path).extract(wrapped)));
        }
    }

    private static String answer(Callable<String> call) {
        try {
            return call.call();
        } catch (MissingKeyPartException e) {
            return String.valueOf(e.getMessage());
        } catch (JsonException e) {
            return "refused"; // bytes, by both; each in its own words
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.lambda.DynamoDbStreamHandler;
import dev.semel.lambda.DynamoDbStreamSource;
import dev.semel.lambda.EventBridgeSource;
import dev.semel.lambda.KafkaHandler;
import dev.semel.lambda.KafkaSource;
import dev.semel.lambda.KinesisHandler;
import dev.semel.lambda.KinesisSource;
import dev.semel.lambda.S3Source;
import dev.semel.lambda.SnsSource;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsSource;
import dev.semel.lambda.http.HttpFormat;
import dev.semel.lambda.http.HttpRequest;
import dev.semel.lambda.http.HttpSource;
import dev.semel.prover.LocalContext;
import dev.semel.store.InMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document is read by the event source that it stands for. */
final class SampleEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BODY = "{\"id\": \"order \\\"7\\\"\"}";

    private final Idempotency idempotency = Idempotency.builder(new InMemoryStore())
            .clock(InstantSource.fixed(NOW))
            .withoutLog()
            .build();
    private final List<Object> seen = new ArrayList<>();

    private static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }

    private static void handle(RequestStreamHandler handler, String document) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(
                stream(document),
                output,
                new LocalContext("test", "request", NOW.plusSeconds(30), InstantSource.fixed(NOW)));
        assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("itemIdentifier");
    }

    private String see(Object input) {
        seen.add(input);
        return "seen";
    }

    @Test
    void queuesReadTheirMessages() throws IOException {
        RequestStreamHandler handler = SqsHandler.of(SqsSource.operationPerDelivery(idempotency, "sqs", String.class)
                .withoutFingerprint()
                .body((message, execution) -> see(message.messageId() + " " + message.body())));
        handle(handler, SampleEvents.sqs("m-1", BODY));
        handle(handler, SampleEvents.sqsFifo("m-2", "customer", "d-2", BODY));
        assertThat(seen).containsExactly("m-1 " + BODY, "m-2 " + BODY);
    }

    @Test
    void streamsReadTheirRecords() throws IOException {
        handle(
                KinesisHandler.of(KinesisSource.operationPerDelivery(idempotency, "kinesis", String.class)
                        .withoutFingerprint()
                        .body((record, execution) -> see(record.sequenceNumber()))),
                SampleEvents.kinesis("customer", "49590338271", BODY));
        handle(
                KafkaHandler.of(KafkaSource.operationPerDelivery(idempotency, "kafka", String.class)
                        .withoutFingerprint()
                        .body((record, execution) -> see(record.offset()))),
                SampleEvents.kafka("orders", 3, 15, "customer", BODY));
        handle(
                DynamoDbStreamHandler.of(DynamoDbStreamSource.operationPerDelivery(idempotency, "table", String.class)
                        .withoutFingerprint()
                        .body((record, execution) -> see(record.eventId()))),
                SampleEvents.dynamoDbStream("e-1", "111", "INSERT", "{\"id\": {\"S\": \"7\"}}", "null"));
        assertThat(seen).containsExactly("49590338271", 15L, "e-1");
    }

    @Test
    void othersReadTheirEvents() {
        assertThat(SnsSource.parse(stream(SampleEvents.sns("n-1", BODY))))
                .singleElement()
                .satisfies(notification -> assertThat(notification.message()).isEqualTo(BODY));
        assertThat(EventBridgeSource.parse(stream(SampleEvents.eventBridge("e-1", "com.example", "Order Placed", BODY)))
                        .detailType())
                .isEqualTo("Order Placed");
        assertThat(S3Source.parse(stream(SampleEvents.s3("bucket", "some+key", "0055AED6DCD90281E4"))))
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo("some key"));
    }

    static List<Arguments> formats() {
        SampleRequest request = new SampleRequest(
                "POST", "/payments", Map.of("Idempotency-Key", "k-1", "Content-Type", "application/json"), BODY);
        return List.of(
                Arguments.of(HttpFormat.REST_API, request.ofRestApi()),
                Arguments.of(HttpFormat.HTTP_API_1, request.ofHttpApi1()),
                Arguments.of(HttpFormat.HTTP_API_2, request.ofHttpApi2()),
                Arguments.of(HttpFormat.FUNCTION_URL, request.ofFunctionUrl()),
                Arguments.of(HttpFormat.LOAD_BALANCER, request.ofLoadBalancer()),
                Arguments.of(HttpFormat.LOAD_BALANCER_MULTI_VALUE, request.ofLoadBalancerMultiValue()),
                Arguments.of(HttpFormat.VPC_LATTICE, request.ofVpcLattice()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void requestIsReadInItsFormat(HttpFormat format, String document) {
        HttpRequest read = HttpSource.parse(stream(document));
        assertThat(read.format()).isEqualTo(format);
        assertThat(read.method()).isEqualTo("POST");
        assertThat(read.path()).isEqualTo("/payments");
    }

    @Test
    void textThatIsNotJsonIsNamed() {
        assertThatThrownBy(() -> SampleEvents.eventBridge("e-1", "com.example", "Order Placed", "{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("detail is not JSON");
        assertThatThrownBy(() -> SampleEvents.kafka("orders", -1, 0, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be negative");
    }
}

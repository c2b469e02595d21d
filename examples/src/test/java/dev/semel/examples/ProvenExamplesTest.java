// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.RecordingPolicy;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.BatchPolicy;
import dev.semel.prover.Prover;
import dev.semel.prover.ProverBuilder;
import dev.semel.prover.Rule;
import dev.semel.prover.Source;
import dev.semel.prover.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each example against the prover: copies, crashes, lost replies, failing effects and pauses, two of them at once, and
 * some histories at random. Effects must take place, always with one key. Where an example keys on the intent, a second
 * event that means the same comes too, as from a producer that sends twice.
 */
@Tag("slow")
class ProvenExamplesTest {

    private static final Rule ONE_KEY = Rule.oneKey("ledger");
    private static final Rule IN_ORDER = Rule.inOrder("ledger");
    /** Each record is written before the next body; {@code TasksTest} proves a handler that records beside bodies. */
    private static final RecordingPolicy RECORDING = RecordingPolicy.EACH_RECORD;

    @ParameterizedTest
    @ValueSource(strings = {"http-rest-api", "http-api-2", "http-function-url", "http-load-balancer"})
    void httpPayments(String request) throws Exception {
        String event = RuntimeTest.event(request + ".json");
        String order = new JsonMapper().readTree(event).path("body").asText().replaceAll("[^0-9]*([0-9]*).*", "$1");
        check(
                request,
                proof(RECORDING, wiring -> client(new HttpPaymentsHandler(wiring)))
                        .source(Source.request())
                        .event("charge " + order, event)
                        .rules(ONE_KEY, Rule.equalAnswers()));
    }

    @Test
    void sqsOrders() throws Exception {
        String message = record("sqs-orders.json", 0);
        check(
                "SQS",
                proof(RECORDING, SqsOrdersHandler::new)
                        .source(Source.queue())
                        .event("charge 2001", message)
                        .event("charge 2001", message.replace("message-", "sent-again-"))
                        .rules(ONE_KEY));
    }

    @ParameterizedTest
    @EnumSource(names = {"EACH_RECORD", "END_OF_BATCH"})
    void sqsFifoOrders(RecordingPolicy recording) throws Exception {
        checkOrdered(
                "SQS FIFO, " + recording,
                proof(recording, SqsOrdersHandler::new)
                        .source(Source.fifo())
                        .event("charge 3001", record("sqs-fifo-orders.json", 0), "customer-1")
                        .event("charge 3003", record("sqs-fifo-orders.json", 2), "customer-1")
                        .event("charge 3004", record("sqs-fifo-orders.json", 3), "customer-2"));
    }

    @Test
    void snsOrders() throws Exception {
        String notification = RuntimeTest.event("sns-order.json");
        check(
                "SNS",
                proof(RECORDING, SnsOrdersHandler::new)
                        .source(Source.asynchronous())
                        .event("charge 4001", notification)
                        .event("charge 4001", notification.replace("95df01b4", "00000000"))
                        .rules(ONE_KEY));
    }

    @Test
    void eventBridgeOrders() throws Exception {
        String event = RuntimeTest.event("eventbridge-order.json");
        check(
                "EventBridge",
                proof(RECORDING, EventBridgeOrdersHandler::new)
                        .source(Source.asynchronous())
                        .event("charge 5001", event)
                        .event("charge 5001", event.replace("\"id\"", "\"replay-name\": \"after-outage\", \"id\""))
                        .rules(ONE_KEY));
    }

    @Test
    void scheduledReport() throws Exception {
        String event = RuntimeTest.event("eventbridge-scheduled.json");
        check(
                "EventBridge schedule",
                proof(RECORDING, ScheduledReportHandler::new)
                        .source(Source.asynchronous())
                        .event("report for 2026-01-02T04:00:00Z", event)
                        .event("report for 2026-01-02T04:00:00Z", event.replace("cdc73f9d", "00000000"))
                        .rules(ONE_KEY));
    }

    @Test
    void s3Thumbnail() throws Exception {
        check(
                "S3",
                proof(RECORDING, S3ThumbnailHandler::new)
                        .source(Source.asynchronous())
                        .event(
                                "thumbnail of photos/red flower.jpg",
                                genuine(RuntimeTest.event("s3-object-created.json")))
                        .rules(ONE_KEY));
    }

    @Test
    void s3ThroughSqs() throws Exception {
        String message = genuine(record("s3-through-sqs.json", 0));
        check(
                "S3 through SQS",
                proof(RECORDING, S3ThroughSqsHandler::new)
                        .source(Source.queue())
                        .event("thumbnail of photos/red flower.jpg", message)
                        .event("thumbnail of photos/blue flower.jpg", message.replace("message-", "sent-again-"))
                        .rules(ONE_KEY));
    }

    @ParameterizedTest
    @EnumSource(names = {"EACH_RECORD", "END_OF_BATCH"})
    void kinesisOrders(RecordingPolicy recording) throws Exception {
        checkOrdered(
                "Kinesis, " + recording,
                proof(recording, KinesisOrdersHandler::new)
                        .source(Source.stream())
                        .event("charge 6001", record("kinesis-orders.json", 0), "customer-1")
                        .event("charge 6003", record("kinesis-orders.json", 2), "customer-1")
                        .event("charge 6004", record("kinesis-orders.json", 3), "customer-2"));
    }

    @ParameterizedTest
    @EnumSource(names = {"EACH_RECORD", "END_OF_BATCH"})
    void tableView(RecordingPolicy recording) throws Exception {
        checkOrdered(
                "DynamoDB Streams, " + recording,
                proof(recording, TableViewHandler::new)
                        .source(Source.stream())
                        .event("INSERT of 7001", record("dynamodb-stream.json", 0), "7001")
                        .event("MODIFY of 7001", record("dynamodb-stream.json", 1), "7001"));
    }

    /** The prover makes no batches for Kafka: the event has two records, and comes again as a whole. */
    @ParameterizedTest
    @EnumSource(names = {"EACH_RECORD", "END_OF_BATCH"})
    void kafkaOrders(RecordingPolicy recording) throws Exception {
        check(
                "Kafka, " + recording,
                proof(recording, KafkaOrdersHandler::new)
                        .source(Source.asynchronous().redelivery(Duration.ZERO).tries(10))
                        .event("charge 8002", RuntimeTest.event("kafka-orders.json"))
                        .rules(ONE_KEY));
    }

    @Test
    void stepFunctionsCharge() throws Exception {
        check(
                "Step Functions",
                proof(RECORDING, StepFunctionsChargeHandler::new)
                        .source(Source.request())
                        .event("charge 9001", RuntimeTest.event("step-functions-task.json"))
                        .rules(ONE_KEY, Rule.equalAnswers()));
    }

    @Test
    void asynchronousCharge() throws Exception {
        check(
                "asynchronous invocation",
                proof(RECORDING, AsynchronousChargeHandler::new)
                        .source(Source.asynchronous())
                        .event("charge 9501", RuntimeTest.event("order.json"))
                        .event("charge 9501", RuntimeTest.event("order.json"))
                        .rules(ONE_KEY));
    }

    @Test
    void jsonEventCharge() throws Exception {
        check(
                "JSON event",
                proof(RECORDING, JsonEventChargeHandler::new)
                        .source(Source.request())
                        .event("charge 9501", RuntimeTest.event("order.json"))
                        .rules(ONE_KEY, Rule.equalAnswers()));
    }

    private static ProverBuilder proof(
            RecordingPolicy recording, Function<Wiring, ? extends RequestStreamHandler> handler) {
        return Prover.of(world -> handler.apply(wiring(world, recording)))
                .systematic(100_000, 2)
                .random(200, 1);
    }

    /** The ledger honours keys: for one key it has one receipt. */
    private static Wiring wiring(World world, RecordingPolicy recording) {
        Ledger ledger = (line, key) -> {
            world.effect("ledger").happen(line, key);
            return "receipt " + key;
        };
        return new Wiring(
                world.idempotency().codec(PlainJsonCodec.create()).build(),
                ledger,
                BatchPolicy.defaults().recording(recording).failures(item -> {}));
    }

    private static void checkOrdered(String example, ProverBuilder proof) {
        check(example, proof.rules(ONE_KEY, IN_ORDER));
    }

    private static void check(String example, ProverBuilder proof) {
        System.out.println(example + ": " + proof.check());
    }

    /** A client that tries again after everything but 201, and does not care whether the receipt is a replay. */
    private static RequestStreamHandler client(RequestStreamHandler handler) {
        return (input, output, context) -> {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            handler.handleRequest(input, response, context);
            JsonNode answer = new JsonMapper().readTree(response.toByteArray());
            int status = answer.path("statusCode").asInt();
            if (status != 201) {
                throw new IOException("status " + status);
            }
            output.write(answer.path("body").asText().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** {@return a notification with a sequencer that is not the constant of an emulator, which the source refuses} */
    private static String genuine(String notification) {
        return notification.replace("DCD90281E5", "DCD90281E7");
    }

    /** {@return the event of that resource with one of its records only: the prover makes the batches} */
    private static String record(String resource, int index) throws IOException {
        JsonMapper mapper = new JsonMapper();
        JsonNode records = mapper.readTree(RuntimeTest.event(resource)).path("Records");
        return mapper.writeValueAsString(Map.of("Records", new JsonNode[] {records.path(index)}));
    }
}

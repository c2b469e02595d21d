// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.codec.ContentIdentity;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.JacksonCodec;
import dev.semel.model.Blob;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of ours that can be an input knows its content, so that no redelivery becomes a mismatch. */
class ContentIdentityTest {

    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-01-01T00:01:00Z");

    /** A delivery, a later delivery of the same, and one with other content under the same key. */
    record Deliveries(Object first, Object again, Object other) {

        @Override
        public String toString() {
            return first.getClass().getSimpleName();
        }
    }

    static List<Deliveries> deliveries() {
        return List.of(
                new Deliveries(
                        sqs("{}", 1, EARLY, "handle-1"), sqs("{}", 2, LATE, "handle-2"), sqs("[]", 1, EARLY, "h")),
                new Deliveries(sns("a", EARLY), sns("a", LATE), sns("b", EARLY)),
                new Deliveries(bus("7", EARLY, null), bus("7", LATE, "replay"), bus("8", EARLY, null)),
                new Deliveries(s3("e1", EARLY), s3("e1", LATE), s3("e2", EARLY)),
                new Deliveries(kinesis("a", EARLY), kinesis("a", LATE), kinesis("b", EARLY)),
                new Deliveries(dynamoDb("1", EARLY), dynamoDb("1", LATE), dynamoDb("2", EARLY)),
                new Deliveries(kafka("a", EARLY), kafka("a", LATE), kafka("b", EARLY)),
                new Deliveries(active("a", EARLY), active("a", LATE), active("b", EARLY)),
                new Deliveries(rabbit("a", false), rabbit("a", true), rabbit("b", false)),
                new Deliveries(document("1", EARLY), document("1", LATE), document("2", EARLY)),
                new Deliveries(failed("1", EARLY), failed("1", LATE), failed("2", EARLY)),
                new Deliveries(batch("1", EARLY), batch("1", LATE), batch("2", EARLY)),
                new Deliveries(task("1", 0L), task("1", 1L), task("2", 0L)),
                new Deliveries(call("1", "r-1"), call("1", "r-2"), call("2", "r-1")),
                new Deliveries(
                        JsonDocument.of("{\"a\": 1, \"b\": 2}"),
                        JsonDocument.of("{\"b\":2,\"a\":1}"),
                        JsonDocument.of("{\"a\":1}")),
                new Deliveries(Blob.utf8("a"), Blob.utf8("a"), Blob.utf8("b")));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void redeliveryAfterAFailureExecutes(Deliveries sample) throws Exception {
        executesAgain(engine(), sample);
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void soItDoesWithoutACodec(Deliveries sample) throws Exception {
        executesAgain(Idempotency.builder(new InMemoryStore()).withoutLog().build(), sample);
    }

    private static void executesAgain(Idempotency engine, Deliveries sample) throws Exception {
        List<Object> executed = new ArrayList<>();
        Operation<Object, String> charge = operation(engine, sample.first.getClass(), executed);

        assertThat(attempt(charge, sample.first)).isEqualTo("failed");
        assertThat(attempt(charge, sample.again)).isEqualTo("Executed");
        assertThat(attempt(charge, sample.again)).isEqualTo("Replayed");
        assertThat(attempt(charge, sample.other)).isEqualTo("Mismatch");
        assertThat(executed).hasSize(2);
    }

    @Test
    void aPartMayBeSuchAType() throws Exception {
        Operation<Deliveries, String> charge = engine().operation("charge", Deliveries.class, String.class)
                .key(sample -> "k")
                .fingerprintOf(Deliveries::first)
                .body((sample, execution) -> "done");
        Deliveries sample = deliveries().get(0);

        assertThat(charge.tryRun(sample, soon())).isInstanceOf(Outcome.Executed.class);
        assertThat(charge.tryRun(new Deliveries(sample.again, "", ""), soon())).isInstanceOf(Outcome.Replayed.class);
        assertThat(charge.tryRun(new Deliveries(sample.other, "", ""), soon())).isInstanceOf(Outcome.Mismatch.class);
    }

    /** A record of the user's that has what was delivered. */
    record Job(String id, Object delivered) {}

    /** Places inside an input of the user's own type. */
    enum Place {
        RECORD {
            @Override
            Object of(Object delivered) {
                return new Job("1", delivered);
            }
        },
        RECORD_IN_A_RECORD {
            @Override
            Object of(Object delivered) {
                return List.of(new Job("1", new Job("2", delivered)));
            }
        },
        MAP {
            @Override
            Object of(Object delivered) {
                return Map.of("delivered", delivered);
            }
        },
        MAP_BY_DELIVERY {
            @Override
            Object of(Object delivered) {
                return Map.of(delivered, 1);
            }
        },
        SET {
            @Override
            Object of(Object delivered) {
                return Set.of(delivered, "x");
            }
        },
        ARRAY {
            @Override
            Object of(Object delivered) {
                return new Object[] {delivered};
            }
        };

        abstract Object of(Object delivered);
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void redeliveryInsideATypeOfTheUsersExecutes(Deliveries sample) throws Exception {
        for (Place place : Place.values()) {
            List<Object> executed = new ArrayList<>();
            Operation<Object, String> charge = operation(engine(), Object.class, executed);
            assertThat(List.of(
                            attempt(charge, place.of(sample.first)),
                            attempt(charge, place.of(sample.again)),
                            attempt(charge, place.of(sample.again)),
                            attempt(charge, place.of(sample.other))))
                    .as("%s", place)
                    .containsExactly("failed", "Executed", "Replayed", "Mismatch");
        }
    }

    @Test
    void aListOfThemIsComparedByItsElements() throws Exception {
        Operation<List<S3Object>, String> thumbnails = engine().operation(
                        "thumbnails", new TypeRef<List<S3Object>>() {}, TypeRef.of(String.class))
                .key(objects -> "k")
                .body((objects, execution) -> "done");

        assertThat(thumbnails.tryRun(List.of(s3("e1", EARLY)), soon())).isInstanceOf(Outcome.Executed.class);
        assertThat(thumbnails.tryRun(List.of(s3("e1", LATE)), soon())).isInstanceOf(Outcome.Replayed.class);
        assertThat(thumbnails.tryRun(List.of(s3("e2", LATE)), soon())).isInstanceOf(Outcome.Mismatch.class);
    }

    @Test
    void everyDeliveredTypeHasOne() throws Exception {
        assertThat(PublicTypes.deliveredTo(SqsHandler.class.getPackageName()))
                .as("types with an identity of a delivery, and what readings return")
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type).isAssignableTo(ContentIdentity.class));
    }

    // ---- the operation ----

    private static Idempotency engine() {
        return Idempotency.builder(new InMemoryStore())
                .codec(JacksonCodec.create())
                .build();
    }

    @SuppressWarnings("unchecked") // an operation of the sample's own class
    private static Operation<Object, String> operation(Idempotency engine, Class<?> type, List<Object> executed) {
        return engine.operation("charge", (Class<Object>) type, String.class)
                .key(delivery -> "k")
                .body((delivery, execution) -> {
                    executed.add(delivery);
                    if (executed.size() == 1) {
                        throw new IllegalStateException("the first attempt fails");
                    }
                    return "done";
                });
    }

    private static String attempt(Operation<Object, String> charge, Object delivery) throws Exception {
        try {
            return charge.tryRun(delivery, soon()).getClass().getSimpleName();
        } catch (IllegalStateException e) {
            return "failed";
        }
    }

    private static Deadline soon() {
        return Deadline.within(Duration.ofSeconds(20));
    }

    // ---- deliveries ----

    private static SqsMessage sqs(String body, int receives, Instant sent, String handle) {
        return new SqsMessage(
                "m-1", "arn:aws:sqs:eu-west-1:1:q", body, Map.of(), handle, receives, sent, null, null, null);
    }

    private static SnsNotification sns(String message, Instant published) {
        return new SnsNotification("m-1", "arn:aws:sns:eu-west-1:1:t", null, message, Map.of(), published);
    }

    private static EventBridgeEvent bus(String detail, Instant time, @Nullable String replay) {
        return new EventBridgeEvent(
                "e-1", "s", "t", "1", "r", time, List.of(), JsonDocument.of("{\"a\":" + detail + "}"), replay);
    }

    private static S3Object s3(String tag, Instant time) {
        return new S3Object("ObjectCreated:Put", time, "b", "k", null, "0A", tag, 1L);
    }

    private static KinesisRecord kinesis(String data, Instant arrived) {
        return new KinesisRecord("arn", "shardId-0", "1", "p", Blob.utf8(data), arrived);
    }

    private static DynamoDbStreamRecord dynamoDb(String id, Instant created) {
        JsonDocument keys = JsonDocument.of("{\"id\":{\"N\":\"" + id + "\"}}");
        return new DynamoDbStreamRecord(
                "e-1", "arn", DynamoDbStreamRecord.Change.INSERT, "1", null, created, keys, null, null, false);
    }

    private static KafkaRecord kafka(String value, Instant time) {
        return new KafkaRecord("c", "t", 0, 7, null, Blob.utf8(value), List.of(), time);
    }

    private static ActiveMqMessage active(String data, Instant sent) {
        return new ActiveMqMessage("b", "q", "ID:1", null, null, sent.equals(LATE), Blob.utf8(data), Map.of(), sent);
    }

    private static RabbitMqMessage rabbit(String data, boolean redelivered) {
        JsonDocument headers = JsonDocument.of("{\"x-delivery-count\": " + (redelivered ? 1 : 0) + "}");
        return new RabbitMqMessage("b", "/", "q", "m", null, null, null, redelivered, Blob.utf8(data), headers);
    }

    private static DocumentDbChange document(String value, Instant changed) {
        JsonDocument document = JsonDocument.of("{\"a\": " + value + "}");
        return new DocumentDbChange("t", "arn", "insert", "d", "c", null, document, null, changed);
    }

    private static FailedInvocation failed(String event, Instant time) {
        return new FailedInvocation("r", JsonDocument.of(event), null, null, 3L, time, null, null, null);
    }

    private static FailedBatch batch(String last, Instant time) {
        RecordRange range = new RecordRange("s", "1", last);
        return new FailedBatch(FailedBatch.Origin.KINESIS, "arn", List.of(range), null, null, null, time, null);
    }

    private static StepFunctionsTask task(String input, long retries) {
        return new StepFunctionsTask("x", "s", EARLY, null, retries, JsonDocument.of(input));
    }

    private static AsynchronousInvocation call(String event, String request) {
        return new AsynchronousInvocation(request, JsonDocument.of(event));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.model.Blob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items that no redelivery can complete are set aside, and hold up nothing behind them. */
class UnhealableItemsTest {

    private static final String ACCEPTED = "names none";

    private final HandlerBench bench = new HandlerBench();
    private final List<String> taken = new ArrayList<>();
    private final List<String> executed = new ArrayList<>();
    private final PoisonPolicy dropping = PoisonPolicy.drop(item -> taken.add(item.itemId() + " " + item.reason()));
    private Operation<JsonDocument, String> charge;

    @BeforeEach
    void operation() {
        Idempotency engine = bench.engine();
        charge = engine.operation("handle", JsonDocument.class, String.class)
                .key(JsonDocument.key("/id"))
                .body((order, execution) -> {
                    executed.add(order.canonical());
                    return "did";
                });
    }

    private RequestStreamHandler kinesis(BatchPolicy policy) {
        return KinesisHandler.of(KinesisRecord::json, charge, policy);
    }

    private static String shard(String... orders) {
        return SampleBatches.kinesis(List.of(orders));
    }

    @Test
    void aMismatchInAShardIsSetAsideAndTheRestRuns() {
        String event = Shards.of("{\"id\":1,\"cents\":1}", "{\"id\":1,\"cents\":2}", "{\"id\":3}");
        HandlerAnswer answer = bench.send(kinesis(bench.policy().poison(dropping)), event);

        assertThat(answer.told()).isEqualTo(ACCEPTED);
        assertThat(taken).containsExactly("2 MISMATCH");
        assertThat(executed).containsExactly("{\"cents\":1,\"id\":1}", "{\"id\":3}");
    }

    @Test
    void byDefaultItFailsAndTheTextPromisesNoRedeliveryThatHelps() {
        List<Exception> causes = new ArrayList<>();
        BatchPolicy policy = BatchPolicy.defaults().failures(item -> causes.add(item.cause()));
        String event = Shards.of("{\"id\":1,\"cents\":1}", "{\"id\":1,\"cents\":2}", "{\"id\":3}");

        assertThat(bench.send(kinesis(policy), event).told()).isEqualTo("names 2");
        assertThat(causes.get(0))
                .hasMessageContaining("No redelivery changes that")
                .hasMessageContaining("PoisonPolicy.drop");
    }

    @Test
    void everyReasonIsTold() {
        String event = Shards.of("{\"id\":1}", "no JSON", "{\"other\":1}", "{\"id\":1,\"cents\":2}", "{\"id\":5}");
        HandlerAnswer answer = bench.send(kinesis(bench.policy().poison(dropping)), event);

        assertThat(answer.told()).isEqualTo(ACCEPTED);
        assertThat(taken).containsExactlyInAnyOrder("2 UNREADABLE", "3 KEY_MISSING", "4 MISMATCH");
        assertThat(executed).containsExactly("{\"id\":1}", "{\"id\":5}");
    }

    @Test
    void onlyTheReasonsThatWereChosenAreSetAside() {
        PoisonPolicy unreadable = PoisonPolicy.drop(
                Set.of(PoisonReason.UNREADABLE), item -> taken.add(item.itemId() + " " + item.reason()));
        String event = Shards.of("no JSON", "{\"other\":1}", "{\"id\":3}");

        assertThat(bench.send(kinesis(bench.policy().poison(unreadable)), event).told())
                .isEqualTo("names 2");
        assertThat(taken).containsExactly("1 UNREADABLE");
        assertThat(executed).isEmpty();
    }

    @Test
    void aFailingSinkFailsTheItemAndItsGroup() {
        PoisonPolicy full = PoisonPolicy.drop(item -> {
            throw new IllegalStateException("full");
        });
        String event = Shards.of("{\"id\":1}", "{\"other\":1}", "{\"id\":3}");

        assertThat(bench.send(kinesis(bench.policy().poison(full)), event).told())
                .isEqualTo("names 2");
        assertThat(executed).containsExactly("{\"id\":1}");
    }

    @Test
    void anItemThatMayHealStillHoldsUpItsGroup() {
        Operation<JsonDocument, String> failing = bench.engine()
                .operation("failing", JsonDocument.class, String.class)
                .key(JsonDocument.key("/id"))
                .body((order, execution) -> {
                    executed.add(order.canonical());
                    throw new IllegalStateException("not now");
                });
        RequestStreamHandler handler =
                KinesisHandler.of(KinesisRecord::json, failing, bench.policy().poison(dropping));

        assertThat(bench.send(handler, Shards.of("{\"other\":1}", "{\"id\":2}", "{\"id\":3}"))
                        .told())
                .isEqualTo("names 2");
        assertThat(taken).containsExactly("1 KEY_MISSING");
        assertThat(executed).containsExactly("{\"id\":2}");
    }

    @Test
    void aRecordWithAnotherKindOfFingerprintIsSetAside() {
        bench.claimedByAnother("2", Duration.ofSeconds(10), Duration.ZERO);

        assertThat(bench.send(kinesis(bench.policy().poison(dropping)), Shards.of("{\"id\":2}"))
                        .told())
                .isEqualTo(ACCEPTED);
        assertThat(taken).containsExactly("1 UNVERIFIABLE");
    }

    @Test
    void aFifoGroupGoesOn() {
        String event = SampleBatches.fifo(List.of("{}", "{\"id\":2}"));
        RequestStreamHandler handler =
                SqsHandler.of(SqsMessage::json, charge, bench.policy().poison(dropping));

        assertThat(bench.send(handler, event).told()).isEqualTo(ACCEPTED);
        assertThat(taken).containsExactly("{} KEY_MISSING");
        assertThat(executed).containsExactly("{\"id\":2}");
    }

    @Test
    void kafkaSnsAndS3Too() {
        BatchPolicy policy = bench.policy().poison(dropping);
        assertThat(bench.send(
                                KafkaHandler.of(record -> JsonDocument.of("{}"), charge, policy),
                                SampleBatches.kafka(List.of("1")))
                        .told())
                .isEqualTo("returns");
        assertThat(bench.send(
                                SnsHandler.of(SnsNotification::json, charge, policy),
                                SampleBatches.sns(List.of("no JSON", "{\"id\":2}")))
                        .told())
                .isEqualTo("returns");
        Operation<S3Object, String> uploads = bench.engine()
                .operation("uploads", S3Object.class, String.class)
                .key(object -> null)
                .body((object, execution) -> "did");
        assertThat(bench.send(S3Handler.of(uploads, policy), SampleBatches.s3(List.of("1")))
                        .told())
                .isEqualTo("returns");

        assertThat(taken).hasSize(3);
        assertThat(taken.toString()).contains("KEY_MISSING", "UNREADABLE");
        assertThat(executed).containsExactly("{\"id\":2}");
    }

    @Test
    void whatIsTooOldIsNotExecuted() {
        RequestStreamHandler handler = SqsHandler.of(
                SqsMessage::json, charge, bench.policy().poison(dropping).maximumAge(Duration.ofDays(14), bench.clock));

        assertThat(bench.send(handler, SampleBatches.sqs(List.of("{\"id\":1}"))).told())
                .isEqualTo(ACCEPTED);
        assertThat(taken).hasSize(1).allSatisfy(item -> assertThat(item).endsWith("TOO_OLD"));
        assertThat(executed).isEmpty();
    }

    @Test
    void readingsOfUsersMaySayThatAnItemIsInvalid() {
        RequestStreamHandler handler = SqsHandler.of(
                message -> {
                    throw InvalidEventException.of("Order: the version is unknown. Update the reader");
                },
                charge,
                bench.policy().poison(dropping));

        assertThat(bench.send(handler, SampleBatches.sqs(List.of("1"))).told()).isEqualTo(ACCEPTED);
        assertThat(taken).containsExactly("1 UNREADABLE");
    }

    /** A shard whose records hold texts, numbered from 1. */
    static final class Shards {

        private Shards() {}

        static String of(String... texts) {
            ObjectNode root = (ObjectNode) Json.tree(shard(numbers(texts.length)));
            for (int i = 0; i < texts.length; i++) {
                ((ObjectNode) root.path("Records").get(i).path("kinesis"))
                        .put("data", Blob.utf8(texts[i]).toByteArray());
            }
            return root.toString();
        }

        private static String[] numbers(int count) {
            return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toArray(String[]::new);
        }
    }
}

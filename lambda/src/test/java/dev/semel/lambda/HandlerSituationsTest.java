// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.RecordingPolicy;
import dev.semel.model.ClaimId;
import dev.semel.model.WriteRequest;
import dev.semel.testkit.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers to each source when something is wrong with the second of three records, or with the only one. Those of
 * HTTP are in {@link HttpOutcomesTest}.
 */
class HandlerSituationsTest {

    /** The table that documents quote. */
    private static final String ANSWERS = """
            source                               | NOT_RECORDED                      | CLAIM_LOST                | STORE_AWAY                       | QUARANTINED
            SQS                                  | names 2                           | names 2                   | fails, 3 of 3                    | names 2
            SQS FIFO                             | names 2 3                         | names 2 3                 | fails, 3 of 3                    | names 2 3
            Kinesis                              | names 2                           | names 2                   | fails, 3 of 3                    | names 2
            DynamoDB Streams                     | names 2                           | names 2                   | fails, 3 of 3                    | names 2
            Kafka                                | fails, 2 of 3                     | fails, 2 of 3             | fails, 3 of 3                    | fails, 2 of 3
            Kafka, FAILED_ITEMS                  | names 2 3                         | names 2 3                 | fails, 3 of 3                    | names 2 3
            ActiveMQ                             | fails, 1 of 3                     | fails, 1 of 3             | fails, 3 of 3                    | fails, 1 of 3
            RabbitMQ                             | fails, 1 of 3                     | fails, 1 of 3             | fails, 3 of 3                    | fails, 1 of 3
            DocumentDB                           | fails, 2 of 3                     | fails, 2 of 3             | fails, 3 of 3                    | fails, 2 of 3
            Pipe of SQS                          | names 2                           | names 2                   | fails, 3 of 3                    | names 2
            Pipe of Kinesis                      | names 2 3                         | names 2 3                 | fails, 3 of 3                    | names 2 3
            Pipe of Kafka                        | fails, 2 of 3                     | fails, 2 of 3             | fails, 3 of 3                    | fails, 2 of 3
            SNS                                  | fails, 1 of 3                     | fails, 1 of 3             | fails, 3 of 3                    | fails, 1 of 3
            S3                                   | fails, 1 of 3                     | fails, 1 of 3             | fails, 3 of 3                    | fails, 1 of 3
            EventBridge                          | fails, 1 of 1                     | fails, 1 of 1             | fails, 1 of 1                    | fails, 1 of 1
            asynchronous invocation              | fails, 1 of 1                     | fails, 1 of 1             | fails, 1 of 1                    | fails, 1 of 1
            Step Functions task                  | throws ResultNotRecordedException | throws ClaimLostException | throws StoreUnavailableException | throws KeyQuarantinedException
            any JSON event, its caller waiting   | throws ResultNotRecordedException | throws ClaimLostException | throws StoreUnavailableException | throws KeyQuarantinedException
            """;

    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** Situation of a record. */
    enum Situation {
        /** The body ran, and the store took nothing of its result. */
        NOT_RECORDED {
            @Override
            void arrange(HandlerBench bench) {
                bench.faults((method, request) ->
                        request instanceof WriteRequest write && write.key().equals(HandlerBench.key("2"))
                                ? new Fault.FailBefore()
                                : new Fault.None());
            }
        },
        /** While the body ran somebody else, whose clock is ahead, took the key over. */
        CLAIM_LOST {
            @Override
            void arrange(HandlerBench bench) {
                bench.work(name -> {
                    if (name.equals("2")) {
                        bench.claimedByAnother("2", Duration.ofSeconds(10), AHEAD);
                    }
                });
            }
        },
        /** The store gives no answer. */
        STORE_AWAY {
            @Override
            void arrange(HandlerBench bench) {
                bench.faults((method, request) -> new Fault.FailBefore());
            }
        },
        /** It is unknown whether an earlier attempt had effects, and the key waits for a decision. */
        QUARANTINED {
            @Override
            void arrange(HandlerBench bench) {
                ClaimId claim = bench.claimedByAnother("2", Duration.ofSeconds(10), Duration.ZERO);
                bench.records.quarantine(
                        new WriteRequest.Quarantine(HandlerBench.key("2"), claim, "nobody knows"),
                        bench.call(Duration.ZERO));
            }
        };

        abstract void arrange(HandlerBench bench);
    }

    private final HandlerBench bench = new HandlerBench();

    static List<Arguments> table() {
        List<List<String>> rows = ANSWERS.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
        List<Arguments> cells = new ArrayList<>();
        for (Trigger trigger : Trigger.values()) {
            List<String> row = rows.stream()
                    .filter(cell -> cell.get(0).equals(trigger.toString()))
                    .findFirst()
                    .orElseThrow();
            for (Situation situation : Situation.values()) {
                cells.add(Arguments.of(trigger, situation, row.get(rows.get(0).indexOf(situation.name()))));
            }
        }
        return cells;
    }

    @Test
    void pageShowsThisTable() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "event-sources.md"));
        assertThat(page).contains(ANSWERS.strip());
    }

    @ParameterizedTest
    @MethodSource("table")
    void answers(Trigger trigger, Situation situation, String answer) {
        RequestStreamHandler handler = handler(trigger);
        String event = trigger.isBatch() ? trigger.event("1", "2", "3") : trigger.event("2");
        situation.arrange(bench);

        assertThat(bench.send(handler, event).told()).isEqualTo(answer);
        assertThat(bench.executed).isEqualTo(executed(trigger, situation));

        heal();
        String again = bench.send(handler, trigger.again(event)).told();
        if (situation == Situation.QUARANTINED) {
            assertThat(again).as("until somebody decides").isEqualTo(answer);
        } else {
            assertThat(again).isIn("names none", "returns", "answers \"did 2\"");
            assertThat(bench.isCompleted("2")).isTrue();
        }
    }

    /** Each result is recorded before the next body starts, so that only one record's write is in question. */
    private RequestStreamHandler handler(Trigger trigger) {
        return trigger.handler(bench, bench.policy().recording(RecordingPolicy.EACH_RECORD), true);
    }

    /** Lets the store come back and every lease lapse. */
    private void heal() {
        bench.faults((method, request) -> new Fault.None());
        bench.work(name -> {});
        bench.clock.advance(AHEAD.multipliedBy(2));
    }

    private static List<String> executed(Trigger trigger, Situation situation) {
        List<String> names = new ArrayList<>();
        boolean second = switch (situation) {
            case NOT_RECORDED, CLAIM_LOST -> true;
            case STORE_AWAY, QUARANTINED -> false;
        };
        if (situation != Situation.STORE_AWAY) {
            names.addAll(trigger.isBatch() ? List.of("1", "2", "3") : List.of("2"));
            if (!second) {
                names.remove("2");
            }
            if (trigger.isOrdered()) {
                names.remove("3");
            }
        }
        return names;
    }
}

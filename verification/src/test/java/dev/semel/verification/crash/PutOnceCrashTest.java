// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.dynamodb.PutOnce;
import dev.semel.dynamodb.PutOnceAnswer;
import dev.semel.dynamodb.SingleWrites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A handler whose item is its record crashes before or after its one write, on one attempt after the other, up to
 * three. After redelivery the item is the one that was put first, and the handler knows whether it is its own.
 */
final class PutOnceCrashTest {

    private static final int ATTEMPTS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** The moment at which a delivery crashes. */
    private enum Crash {
        BEFORE_THE_PUT,
        AFTER_THE_PUT
    }

    @Test
    void everyCrashOnUpToThreeAttempts() throws Exception {
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start()) {
            dynamoDb.createTable("orders");
            SingleWrites orders =
                    SingleWrites.builder(dynamoDb.client(), "orders", "id").build();
            List<List<Crash>> histories = histories();
            for (List<Crash> history : histories) {
                check(orders, history);
            }
            System.out.println("Crash histories, putOnce, on DynamoDB Local, up to 3 attempts: " + histories.size());
            assertThat(histories).hasSize(14);
        }
    }

    private static List<List<Crash>> histories() {
        List<List<Crash>> histories = new ArrayList<>();
        List<List<Crash>> longest = List.of(List.of());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<List<Crash>> longer = new ArrayList<>();
            for (List<Crash> history : longest) {
                for (Crash crash : Crash.values()) {
                    List<Crash> next = new ArrayList<>(history);
                    next.add(crash);
                    longer.add(next);
                }
            }
            histories.addAll(longer);
            longest = longer;
        }
        return histories;
    }

    private static void check(SingleWrites orders, List<Crash> history) {
        List<PutOnceAnswer> unseen = new ArrayList<>();
        for (int delivery = 0; delivery < history.size(); delivery++) {
            if (history.get(delivery) == Crash.AFTER_THE_PUT) {
                unseen.add(put(orders, history, delivery));
            }
        }
        PutOnceAnswer last = put(orders, history, history.size());

        int first = history.indexOf(Crash.AFTER_THE_PUT);
        assertThat(last)
                .as("%s", history)
                .isInstanceOf(first < 0 ? PutOnceAnswer.Inserted.class : PutOnceAnswer.Duplicate.class);
        assertThat(last.item())
                .as("%s", history)
                .containsEntry("delivery", AttributeValue.fromN(String.valueOf(first < 0 ? history.size() : first)));
        assertThat(unseen).as("%s", history).allMatch(answer -> answer.item().equals(last.item()));
    }

    private static PutOnceAnswer put(SingleWrites orders, List<Crash> history, int delivery) {
        return orders.putOnce(
                PutOnce.of(Map.of(
                        "id", AttributeValue.fromS(history.toString()),
                        "delivery", AttributeValue.fromN(Integer.toString(delivery)))),
                TIMEOUT);
    }
}

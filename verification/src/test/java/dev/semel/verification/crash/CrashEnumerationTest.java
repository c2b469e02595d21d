// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.verification.crash.Transactional.Kind;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operations of every mode crash at every moment: before and after each store call, and before and after each effect, on
 * one attempt after the other, up to three. After redelivery each effect was made once, and one result is stored.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashEnumerationTest {

    private static final int ATTEMPTS = 3;

    private LocalDynamoDb dynamoDb;
    private IdempotencyStore table;

    @BeforeAll
    void start() throws Exception {
        dynamoDb = LocalDynamoDb.start();
        table = dynamoDb.store("crashes");
    }

    @AfterAll
    void stop() {
        dynamoDb.close();
    }

    @Test
    void threeStepsInMemory() throws Exception {
        expect(1676, "three steps", new InMemoryStore(), ThreeSteps::of);
    }

    @Test
    void threeStepsOnDynamoDb() throws Exception {
        expect(1676, "three steps", table, ThreeSteps::of);
    }

    @Test
    void claimOnlyInMemory() throws Exception {
        expect(202, "claim only", new InMemoryStore(), OneEffect::claimOnly);
    }

    @Test
    void claimOnlyOnDynamoDb() throws Exception {
        expect(202, "claim only", table, OneEffect::claimOnly);
    }

    @Test
    void reconciledInMemory() throws Exception {
        expect(150, "reconciled", new InMemoryStore(), OneEffect::reconciled);
    }

    @Test
    void reconciledOnDynamoDb() throws Exception {
        expect(150, "reconciled", table, OneEffect::reconciled);
    }

    @ParameterizedTest
    @CsvSource({"FRESH, 39", "TAKES_OVER, 39", "RECONCILES, 805", "QUARANTINES, 449", "MIXED, 673"})
    void transactionalInMemory(Kind kind, int histories) throws Exception {
        MemoryCounters counters = new MemoryCounters();
        expect(
                histories,
                "transactional " + kind,
                new InMemoryStore(),
                order -> Transactional.of(order, counters, kind));
    }

    @ParameterizedTest
    @CsvSource({"FRESH, 39", "TAKES_OVER, 39", "RECONCILES, 805", "QUARANTINES, 449", "MIXED, 673"})
    void transactionalOnDynamoDb(Kind kind, int histories) throws Exception {
        DynamoDbCounters counters = DynamoDbCounters.in(dynamoDb, "crash-counters");
        expect(histories, "transactional " + kind, table, order -> Transactional.of(order, counters, kind));
    }

    private static void expect(
            int histories, String mode, IdempotencyStore store, Function<String, CrashScenario> scenarios)
            throws Exception {
        int explored = new CrashHistories(store, scenarios).explore(ATTEMPTS);

        System.out.println("Crash histories, " + mode + ", on " + store.name() + ", up to 3 attempts: " + explored);
        assertThat(explored).isEqualTo(histories);
    }
}

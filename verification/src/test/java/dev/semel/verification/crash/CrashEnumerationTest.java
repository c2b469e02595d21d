// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.verification.crash.Transactional.Kind;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operations of every mode crash at every moment: before and after each store call, and before and after each effect,
 * on one attempt after the other, up to three. After redelivery each effect was made once, and one result is stored.
 *
 * <p>Each test pins how many histories there are, so that no moment gets lost. {@link CrashTree} derives the numbers by
 * hand, moment by moment; for a claim only, for example, 6 + 32 + 164 = 202.
 *
 * <p>In memory each mode crashes three times or more, and at least once at each moment of each state of a record, which
 * {@link CrashTree#notCrashedIn} asserts. On DynamoDB so does each mode but one, whose last state is left to memory.
 * The large trees end there after two crashes: a third one meets the same states again, as it does in the small trees.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashEnumerationTest {

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
        expect(1676, 3, CrashTree.THREE_STEPS, "three steps", new InMemoryStore(), ThreeSteps::of);
    }

    @Test
    void threeStepsOnDynamoDb() throws Exception {
        expect(186, 2, CrashTree.THREE_STEPS, "three steps", table, ThreeSteps::of);
    }

    @Test
    void claimOnlyInMemory() throws Exception {
        expect(202, 3, CrashTree.CLAIM_ONLY, "claim only", new InMemoryStore(), OneEffect::claimOnly);
    }

    @Test
    void claimOnlyOnDynamoDb() throws Exception {
        expect(202, 3, CrashTree.CLAIM_ONLY, "claim only", table, OneEffect::claimOnly);
    }

    @Test
    void reconciledInMemory() throws Exception {
        expect(150, 3, CrashTree.RECONCILED, "reconciled", new InMemoryStore(), OneEffect::reconciled);
    }

    @Test
    void reconciledOnDynamoDb() throws Exception {
        expect(150, 3, CrashTree.RECONCILED, "reconciled", table, OneEffect::reconciled);
    }

    @ParameterizedTest
    @CsvSource({"FRESH, 3, 39", "TAKES_OVER, 3, 39", "RECONCILES, 3, 805", "QUARANTINES, 4, 3364", "MIXED, 3, 673"})
    void transactionalInMemory(Kind kind, int attempts, int histories) throws Exception {
        MemoryCounters counters = new MemoryCounters();
        expect(
                histories,
                attempts,
                tree(kind),
                "transactional " + kind,
                new InMemoryStore(),
                order -> Transactional.of(order, counters, kind));
    }

    @ParameterizedTest
    @CsvSource({"FRESH, 3, 39", "TAKES_OVER, 3, 39", "RECONCILES, 2, 97", "QUARANTINES, 3, 449", "MIXED, 2, 97"})
    void transactionalOnDynamoDb(Kind kind, int attempts, int histories) throws Exception {
        DynamoDbCounters counters = DynamoDbCounters.in(dynamoDb, "crash-counters");
        expect(
                histories,
                attempts,
                tree(kind),
                "transactional " + kind,
                table,
                order -> Transactional.of(order, counters, kind));
    }

    private static CrashTree tree(Kind kind) {
        return switch (kind) {
            case FRESH, TAKES_OVER -> CrashTree.COMMIT;
            case RECONCILES -> CrashTree.COMMIT_RECONCILED;
            case QUARANTINES -> CrashTree.COMMIT_QUARANTINED;
            case MIXED -> CrashTree.MIXED;
        };
    }

    private static void expect(
            int histories,
            int attempts,
            CrashTree tree,
            String mode,
            IdempotencyStore store,
            Function<String, CrashScenario> scenarios)
            throws Exception {
        assertThat(tree.histories(attempts)).as("derived").isEqualTo(histories);
        assertThat(tree.notCrashedIn(attempts))
                .as("'r' needs 3364 histories")
                .isEqualTo(tree.equals(CrashTree.COMMIT_QUARANTINED) && attempts == 3 ? Set.of('r') : Set.of());
        int explored = new CrashHistories(store, scenarios).explore(attempts);

        System.out.println(
                "Crash histories, " + mode + ", on " + store.name() + ", up to " + attempts + " attempts: " + explored);
        assertThat(explored).isEqualTo(histories);
    }
}

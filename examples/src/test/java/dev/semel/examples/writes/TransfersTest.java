// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Outcome;
import dev.semel.PayloadMismatchException;
import dev.semel.TransactionalOperation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.dynamodb.EffectsRefusedException;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.examples.ExampleTable;
import dev.semel.json.PlainJsonCodec;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A transfer moves both balances once, or none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransfersTest {

    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));

    private final LocalDynamoDb dynamoDb = LocalDynamoDb.start();
    private final ExampleTable accounts = ExampleTable.create(dynamoDb, "accounts", "id");
    private final TransactionalOperation<Transfer, String, DynamoDbWrites> transfers = transfers();

    TransfersTest() throws Exception {}

    private TransactionalOperation<Transfer, String, DynamoDbWrites> transfers() {
        DynamoDbStore store = dynamoDb.store("records");
        Idempotency idempotency =
                Idempotency.builder(store).codec(PlainJsonCodec.create()).build();
        return new Transfers(store, "accounts").operation(idempotency);
    }

    @BeforeEach
    void adaHas100() {
        accounts.put("ada", "balance", 100);
        accounts.put("bob", "balance", 0);
    }

    @AfterAll
    void stop() {
        dynamoDb.close();
    }

    private void assertBalances(long ada, long bob) {
        assertThat(accounts.number("ada", "balance")).isEqualTo(ada);
        assertThat(accounts.number("bob", "balance")).isEqualTo(bob);
    }

    @Test
    void aDuplicateMovesNothing() throws Exception {
        Transfer transfer = new Transfer("1", "ada", "bob", 30);
        assertThat(transfers.run(transfer, IN_20_S)).isEqualTo("moved 30");
        assertThat(transfers.tryRun(transfer, IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertBalances(70, 30);
    }

    @Test
    void whatTheBalanceDoesNotCoverChangesNothingAndMayComeAgain() throws Exception {
        Transfer transfer = new Transfer("2", "ada", "bob", 130);
        assertThatThrownBy(() -> transfers.run(transfer, IN_20_S)).isInstanceOf(EffectsRefusedException.class);
        assertBalances(100, 0);

        accounts.put("ada", "balance", 200);
        assertThat(transfers.run(transfer, IN_20_S)).isEqualTo("moved 130");
        assertBalances(70, 130);
    }

    @Test
    void theSameTransferWithAnotherAmountIsRefused() throws Exception {
        transfers.run(new Transfer("3", "ada", "bob", 30), IN_20_S);
        assertThatThrownBy(() -> transfers.run(new Transfer("3", "ada", "bob", 40), IN_20_S))
                .isInstanceOf(PayloadMismatchException.class);
        assertBalances(70, 30);
    }
}

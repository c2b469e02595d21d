// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.StepPostponedException;
import dev.semel.UnknownEffectException;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.examples.CardDeclined;
import dev.semel.examples.ExampleTable;
import dev.semel.json.PlainJsonCodec;
import dev.semel.testkit.CrashPoint;
import dev.semel.testkit.CrashPoint.Fate;
import dev.semel.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The checkout goes wrong where it can, and ends as its documentation says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckoutTest {

    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));
    private static final CheckoutOrder ORDER = new CheckoutOrder("1001", "tea", 2, "visa", 4200, "ada@example.com");

    private final LocalDynamoDb dynamoDb = LocalDynamoDb.start();
    private final ExampleTable stock = ExampleTable.create(dynamoDb, "stock", "article");
    private final ManualClock clock = ManualClock.at(Instant.parse("2100-01-01T00:00:00Z"));
    private Services services = new Services();
    private DynamoDbStore store = dynamoDb.store("records-0");
    private int tests;

    CheckoutTest() throws Exception {}

    @BeforeEach
    void fiveInStockAndAllElseForgotten() {
        store = dynamoDb.store("records-" + ++tests);
        services = new Services();
        stock.put("tea", "available", 5);
    }

    @AfterAll
    void stop() {
        dynamoDb.close();
    }

    private Operation<CheckoutOrder, String> checkout() {
        Idempotency idempotency = Idempotency.builder(store)
                .codec(PlainJsonCodec.create())
                .clock(clock)
                .waiting(clock)
                .build();
        return new Checkout(store, new Stock("stock"), services::charge, services::mail).operation(idempotency);
    }

    private void assertEachEffectOnce() {
        assertThat(stock.number("tea", "available")).isEqualTo(3);
        assertThat(services.charges()).isEqualTo(1);
        assertThat(services.mails()).isEqualTo(1);
    }

    @Test
    void checksOutOnceAndReplaysThePayment() throws Exception {
        assertThat(checkout().run(ORDER, IN_20_S)).isEqualTo("payment of 1001");

        assertThat(checkout().tryRun(ORDER, IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.Replayed.class,
                        replayed -> assertThat(replayed.value()).isEqualTo("payment of 1001"));
        assertThat(services.requests).containsExactly("charge", "mail");
        assertEachEffectOnce();
    }

    @Test
    void aSoldOutOrderIsRefusedForGoodBeforeMoneyMoves() {
        CheckoutOrder greedy = new CheckoutOrder("1002", "tea", 6, "visa", 9900, "ada@example.com");
        assertThatThrownBy(() -> checkout().run(greedy, IN_20_S)).isInstanceOf(SoldOut.class);

        stock.put("tea", "available", 100);
        assertThatThrownBy(() -> checkout().run(greedy, IN_20_S)).isInstanceOf(SoldOut.class);
        assertThat(services.requests).isEmpty();
        assertThat(stock.number("tea", "available")).isEqualTo(100);
    }

    @Test
    void aDeclinedCardGivesTheStockBackOnce() {
        CheckoutOrder unpaid = new CheckoutOrder("1003", "tea", 2, "expired", 4200, "ada@example.com");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> checkout().run(unpaid, IN_20_S)).isInstanceOf(CardDeclined.class);
        }
        assertThat(services.requests).containsExactly("charge");
        assertThat(stock.number("tea", "available")).isEqualTo(5);
    }

    @Test
    void afterAFailedMailTheRedeliveryGoesOnWithTheMail() throws Exception {
        services.onceAfter("mail", () -> {
            throw new IOException("no answer");
        });
        assertThatThrownBy(() -> checkout().run(ORDER, IN_20_S)).isInstanceOf(IOException.class);

        assertThat(checkout().run(ORDER, IN_20_S)).isEqualTo("payment of 1001");
        assertThat(services.requests).containsExactly("charge", "mail", "mail");
        assertEachEffectOnce();
    }

    @Test
    void afterACrashInTheChargeTheRedeliveryAsksWithTheSameKey() throws Exception {
        crashIn("charge");
        clock.advance(Duration.ofMinutes(1)); // the lease of the crashed attempt lapses

        assertThat(checkout().run(ORDER, IN_20_S)).isEqualTo("payment of 1001");
        assertThat(services.requests).containsExactly("charge", "charge", "mail");
        assertEachEffectOnce();
    }

    @Test
    void aChargeThatTheServiceMayHaveForgottenWaitsForAPerson() throws Exception {
        crashIn("charge");
        clock.advance(Duration.ofDays(1));

        assertThatThrownBy(() -> checkout().run(ORDER, IN_20_S)).isInstanceOf(UnknownEffectException.class);
        assertThat(checkout().tryRun(ORDER, IN_20_S)).isInstanceOf(Outcome.Quarantined.class);
        assertThat(services.requests).containsExactly("charge");

        assertThat(new Quarantines(store, clock).permit(ORDER.id())).isTrue();
        assertThat(new Quarantines(store, clock).permit(ORDER.id())).isFalse();
        assertThat(checkout().run(ORDER, IN_20_S)).isEqualTo("payment of 1001");
        assertEachEffectOnce();
    }

    @Test
    void anAttemptThatWakesUpAfterItsLeaseIsFenced() throws Exception {
        services.onceAfter("charge", () -> {
            clock.advance(Duration.ofMinutes(1));
            assertThatCode(() -> checkout().run(ORDER, IN_20_S)).doesNotThrowAnyException();
        });

        assertThat(checkout().tryRun(ORDER, IN_20_S)).isInstanceOf(Outcome.ClaimLost.class);
        assertThat(services.requests).containsExactly("charge", "charge", "mail");
        assertEachEffectOnce();
    }

    @Test
    void withTooLittleTimeTheChargeIsLeftToTheNextAttempt() throws Exception {
        assertThatThrownBy(() -> checkout().run(ORDER, Deadline.within(Duration.ofSeconds(4))))
                .isInstanceOf(StepPostponedException.class);
        assertThat(services.requests).isEmpty();

        assertThat(checkout().run(ORDER, IN_20_S)).isEqualTo("payment of 1001");
        assertEachEffectOnce();
    }

    private void crashIn(String kind) throws InterruptedException {
        try (CrashPoint process = new CrashPoint()) {
            services.onceAfter(kind, () -> {
                throw process.crash();
            });
            assertThat(process.run(() -> checkout().run(ORDER, IN_20_S))).isInstanceOf(Fate.Crashed.class);
        }
    }
}

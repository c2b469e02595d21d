// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.CrashPoint;
import dev.semel.testkit.CrashPoint.Fate;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An operation of three steps crashes at every moment: before and after each store call, and before and after each
 * effect, on one attempt after the other. After redelivery each receiver has made its effect once, and one result is
 * stored.
 */
final class CrashEnumerationTest {

    private static final List<String> STEPS = List.of("charge", "reserve", "mail");
    private static final Deadline IN_20_S = Deadline.in(Duration.ofSeconds(20));

    private final ManualClock clock = ManualClock.at(Instant.parse("2100-01-01T00:00:00Z"));
    private final CountingClaimIds claimIds = CountingClaimIds.ofSeries(1);

    @Test
    void everyCrashOnUpToThreeAttemptsInMemory() throws Exception {
        int histories = explore(new InMemoryStore(), new ArrayList<>(), 3);

        System.out.println("Crash histories on InMemoryStore, up to 3 attempts: " + histories);
        assertThat(histories).isEqualTo(1676);
    }

    @Test
    void everyCrashOnUpToTwoAttemptsOnDynamoDb() throws Exception {
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start()) {
            int histories = explore(dynamoDb.store("crashes"), new ArrayList<>(), 2);

            System.out.println("Crash histories on DynamoDB Local, up to 2 attempts: " + histories);
            assertThat(histories).isEqualTo(186);
        }
    }

    /** Tries every moment for the next crash, until an attempt has no such moment; counts the histories. */
    private int explore(IdempotencyStore store, List<Integer> crashes, int attempts) throws Exception {
        if (attempts == 0) {
            return 0;
        }
        int histories = 0;
        boolean crashed = true;
        for (int moment = 1; crashed; moment++) {
            crashes.add(moment);
            crashed = check(store, crashes);
            if (crashed) {
                histories += 1 + explore(store, crashes, attempts - 1);
            }
            crashes.removeLast();
        }
        return histories;
    }

    /** Runs one history to its end; returns whether its last crash took place. */
    private boolean check(IdempotencyStore store, List<Integer> crashes) throws Exception {
        String order = "order " + crashes + " of " + store.name();
        Receivers receivers = new Receivers();
        boolean crashed = false;
        for (int crash : crashes) {
            crashed = attempt(store, order, receivers, crash) instanceof Fate.Crashed<Outcome<String>>;
            clock.advance(Duration.ofMinutes(1)); // redelivered once the lease has lapsed
        }
        Fate<Outcome<String>> last = attempt(store, order, receivers, 0);

        assertThat(last)
                .as(order)
                .isInstanceOfSatisfying(
                        Fate.Returned.class,
                        returned -> assertThat(returned.value())
                                .isInstanceOfAny(Outcome.Executed.class, Outcome.Replayed.class));
        for (String step : STEPS) {
            assertThat(receivers.effects(step))
                    .as("%s: effects of %s", order, step)
                    .isEqualTo(1);
            assertThat(receivers.requests(step))
                    .as("%s: requests of %s", order, step)
                    .isBetween(1, crashes.size() + 1);
        }
        assertThat(store.find(
                        IdempotencyKey.of("checkout", order), new StoreCall(clock.instant(), Duration.ofSeconds(5))))
                .as(order)
                .get()
                .isInstanceOf(IdempotencyRecord.Completed.class);
        return crashed;
    }

    private Fate<Outcome<String>> attempt(IdempotencyStore store, String order, Receivers receivers, int crashAt)
            throws InterruptedException {
        try (CrashPoint process = new CrashPoint()) {
            Moments moments = new Moments(crashAt, process);
            FaultyStore faulty = FaultyStore.builder(store, moments.faults())
                    .crashPoint(process)
                    .build();
            Operation<String, String> checkout = checkout(faulty.store(), receivers, moments);
            return process.run(() -> checkout.tryRun(order, IN_20_S));
        }
    }

    private Operation<String, String> checkout(IdempotencyStore store, Receivers receivers, Moments moments) {
        return Idempotency.builder(store)
                .clock(clock)
                .waiting(clock)
                .claimIds(claimIds)
                .build()
                .operation("checkout", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> {
                    StringBuilder receipt = new StringBuilder();
                    for (String step : STEPS) {
                        receipt.append(execution.step(step, String.class, effect -> {
                            moments.pass();
                            String answer = receivers.send(step, effect.key());
                            moments.pass();
                            return answer;
                        }));
                    }
                    return receipt.toString();
                });
    }
}

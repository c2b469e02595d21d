// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.RecordingPolicy;
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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A batch of four messages crashes at every moment: before and after each store call, and before and after each effect.
 * At most what the recording policy states is unrecorded then; when the whole batch is delivered again, what is
 * recorded replays, and each message has its effect once.
 */
final class BatchCrashTest {

    private static final int MESSAGES = 4;
    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));

    private final ManualClock clock = ManualClock.at(Instant.parse("2100-01-01T00:00:00Z"));
    private final CountingClaimIds claimIds = CountingClaimIds.ofSeries(1);
    private int histories;
    private int unrecorded;
    private int replayed;

    @ParameterizedTest
    @EnumSource
    void everyCrashOnUpToTwoDeliveriesInMemory(RecordingPolicy policy) throws Exception {
        explore(new InMemoryStore(), policy, new ArrayList<>(), 2);
        report("InMemoryStore", policy);
    }

    @Test
    void everyCrashOfOneDeliveryOnDynamoDb() throws Exception {
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start()) {
            for (RecordingPolicy policy : RecordingPolicy.values()) {
                explore(dynamoDb.store("crashes-" + policy), policy, new ArrayList<>(), 1);
                report("DynamoDB Local", policy);
                histories = 0;
                unrecorded = 0;
                replayed = 0;
            }
        }
    }

    private void report(String store, RecordingPolicy policy) {
        System.out.printf(
                "Batch crash histories on %s, %s: %d, at most %d unrecorded at a crash, %d replayed after it%n",
                store, policy, histories, unrecorded, replayed);
        assertThat(histories).isGreaterThanOrEqualTo(12);
        assertThat(replayed).isPositive();
        assertThat(unrecorded).as("the bound is met").isEqualTo(bound(policy));
    }

    /** Returns how many effects may be unrecorded when one call lasts as long as one body. */
    private static int bound(RecordingPolicy policy) {
        return switch (policy) {
            case EACH_RECORD -> 1;
            case PIPELINED -> 2; // the one whose call is in flight, and the one that was made meanwhile
            case END_OF_BATCH -> MESSAGES;
        };
    }

    /** Tries every moment for the next crash, until a delivery has no such moment. */
    private void explore(IdempotencyStore store, RecordingPolicy policy, List<Integer> crashes, int deliveries)
            throws Exception {
        boolean crashed = deliveries > 0;
        for (int moment = 1; crashed; moment++) {
            crashes.add(moment);
            crashed = check(store, policy, crashes);
            if (crashed) {
                histories++;
                explore(store, policy, crashes, deliveries - 1);
            }
            crashes.removeLast();
        }
    }

    /** Runs one history to its end; returns whether its last crash took place. */
    private boolean check(IdempotencyStore store, RecordingPolicy policy, List<Integer> crashes) throws Exception {
        List<String> messages = messages(policy + " " + crashes);
        Receivers receivers = new Receivers();
        boolean crashed = false;
        for (int crash : crashes) {
            Set<String> recorded = recorded(store, messages);
            Delivery delivery = new Delivery(store, policy, receivers, crash);
            crashed = delivery.of(messages) instanceof Fate.Crashed<List<BatchResult<String>>>;
            judge(store, policy, messages, recorded, delivery, crashed);
            clock.advance(Duration.ofMinutes(1)); // delivered again once the leases have lapsed
        }
        Set<String> recorded = recorded(store, messages);
        Delivery last = new Delivery(store, policy, receivers, 0);
        assertThat(last.of(messages))
                .as("%s", messages)
                .isInstanceOfSatisfying(
                        Fate.Returned.class,
                        returned -> assertThat((List<?>) returned.value())
                                .allMatch(BatchCrashTest::hasValue)
                                .hasSize(MESSAGES));
        judge(store, policy, messages, recorded, last, false);
        assertThat(recorded(store, messages)).containsAll(messages);
        for (String message : messages) {
            assertThat(receivers.effects(message)).as("effects of %s", message).isEqualTo(1);
            assertThat(receivers.requests(message))
                    .as("requests of %s", message)
                    .isBetween(1, crashes.size() + 1);
        }
        if (crashed) {
            replayed += recorded.size();
        }
        return crashed;
    }

    private void judge(
            IdempotencyStore store,
            RecordingPolicy policy,
            List<String> messages,
            Set<String> recordedBefore,
            Delivery delivery,
            boolean crashed) {
        assertThat(delivery.effects)
                .as("what was recorded does not run: %s", messages)
                .noneMatch(recordedBefore::contains)
                .doesNotHaveDuplicates();
        List<String> open = new ArrayList<>(delivery.effects);
        open.removeAll(recorded(store, messages));
        if (crashed) {
            unrecorded = Math.max(unrecorded, open.size());
            assertThat(open).as("unrecorded at the crash of %s", messages).hasSizeLessThanOrEqualTo(bound(policy));
        } else {
            assertThat(open).isEmpty();
        }
    }

    private static List<String> messages(String history) {
        List<String> messages = new ArrayList<>();
        for (int i = 1; i <= MESSAGES; i++) {
            messages.add(history + " message " + i);
        }
        return messages;
    }

    private static boolean hasValue(Object result) {
        return result instanceof BatchResult.Answered<?> ended
                && (ended.outcome() instanceof Outcome.Executed<?> || ended.outcome() instanceof Outcome.Replayed<?>);
    }

    private Set<String> recorded(IdempotencyStore store, List<String> messages) {
        Set<String> recorded = new TreeSet<>();
        for (String message : messages) {
            store.find(IdempotencyKey.of("handle", message), new StoreCall(clock.instant(), Duration.ofSeconds(5)))
                    .filter(IdempotencyRecord.Completed.class::isInstance)
                    .ifPresent(record -> recorded.add(message));
        }
        return recorded;
    }

    /** One delivery to one process, which may crash. A call that records lasts until the effect of the next body. */
    private final class Delivery {

        private final IdempotencyStore store;
        private final RecordingPolicy policy;
        private final Receivers receivers;
        private final int crashAt;
        private final List<String> effects = new ArrayList<>();
        private final CallsInFlight calls = new CallsInFlight();

        Delivery(IdempotencyStore store, RecordingPolicy policy, Receivers receivers, int crashAt) {
            this.store = store;
            this.policy = policy;
            this.receivers = receivers;
            this.crashAt = crashAt;
        }

        Fate<List<BatchResult<String>>> of(List<String> messages) throws InterruptedException {
            try (CrashPoint process = new CrashPoint()) {
                CrashMoments moments = new CrashMoments(crashAt, process);
                FaultyStore faulty = FaultyStore.builder(store, moments.faults())
                        .crashPoint(process)
                        .build();
                Operation<String, String> operation = operation(faulty.store(), moments, messages.getLast());
                BatchOptions<String> options =
                        BatchOptions.<String>defaults().recording(policy).recorder(calls);
                return process.run(() -> operation.tryRunAll(messages, IN_20_S, options));
            }
        }

        private Operation<String, String> operation(IdempotencyStore records, CrashMoments moments, String last) {
            return Idempotency.builder(records)
                    .withoutLog()
                    .clock(clock)
                    .waiting(clock)
                    .claimIds(claimIds)
                    .build()
                    .operation("handle", String.class, String.class)
                    .key(message -> message)
                    .body((message, execution) -> {
                        try {
                            moments.pass();
                            effects.add(message);
                            String answer = receivers.send(message, execution.effectKey("mail"));
                            moments.pass();
                            return answer;
                        } catch (Error crash) { // the test is over, and what unwinds must not wait for calls
                            calls.refuse();
                            throw crash;
                        } finally {
                            calls.land();
                            if (message.equals(last)) {
                                calls.refuse();
                            }
                        }
                    });
        }
    }
}

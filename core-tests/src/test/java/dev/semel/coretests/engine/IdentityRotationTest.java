// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static dev.semel.coretests.engine.Fixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.IdentityKeys;
import dev.semel.InProgressPolicy;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.OutagePolicy;
import dev.semel.Outcome;
import dev.semel.StoreUnavailableException;
import dev.semel.Transaction;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rotation of identity keys: before, around and after its moment, over every state of a record. */
final class IdentityRotationTest {

    private static final Instant MOMENT = START.plus(Duration.ofHours(1));
    private static final Duration MARGIN = Fixture.SKEW.multipliedBy(2);
    private static final Instant AFTER = MOMENT.plus(MARGIN);
    private static final IdempotencyKey PLAIN = IdempotencyKey.of("charge", "42");
    private static final IdentityKeys ROTATING =
            IdentityKeys.of("k1", KeyedIdentitiesTest.secret(1)).rotatedAt(MOMENT, "k2", KeyedIdentitiesTest.secret(2));
    private static final IdempotencyKey FIRST = ROTATING.first().keyed(PLAIN);
    private static final IdempotencyKey SECOND = ROTATING.last().keyed(PLAIN);

    private final Fixture fixture = new Fixture();

    private OperationBuilder<String, String> charge(IdempotencyStore store, IdentityKeys keys) {
        return fixture.engine(store)
                .keyedIdentities(keys)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .dedupeWindow(Fixture.WINDOW);
    }

    private Body<String, String> noting() {
        return (order, execution) -> {
            fixture.ran.add(order);
            return "did " + fixture.ran.size();
        };
    }

    private Operation<String, String> charge() {
        return charge(fixture.records, ROTATING).body(noting());
    }

    private Optional<IdempotencyRecord> record(IdempotencyKey key) {
        return fixture.records.find(key, fixture.call());
    }

    private IdempotencyRecord.InProgress claim(IdempotencyKey key, Duration lease) {
        ClaimRequest request = new ClaimRequest(
                key,
                CountingClaimIds.ofSeries(5).next(),
                Fingerprint.NONE,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                lease,
                Fixture.WINDOW,
                "another");
        return ((ClaimVerdict.Claimed) fixture.records.claim(request, fixture.call())).record();
    }

    @Test
    void recordsAreOfTheFirstKeyBeforeAndOfTheSecondAfter() throws Exception {
        fixture.clock.set(MOMENT.minus(MARGIN).minusMillis(1));
        charge().run("42", IN_20_S);
        fixture.clock.set(AFTER);
        charge().run("43", IN_20_S);

        assertThat(record(FIRST)).isPresent();
        assertThat(record(SECOND)).isEmpty();
        IdempotencyKey other = IdempotencyKey.of("charge", "43");
        assertThat(record(ROTATING.first().keyed(other))).isEmpty();
        assertThat(record(ROTATING.last().keyed(other))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {-4000, -1, 0, 1, 3999})
    void aroundTheMomentNothingRuns(long millis) {
        fixture.clock.set(MOMENT.plusMillis(millis));
        assertThatThrownBy(() -> charge().run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("identities change at " + MOMENT)
                .hasMessageContaining("Call again after " + AFTER);
        assertThatThrownBy(() -> charge(fixture.records, ROTATING)
                        .whenStoreIsUnavailable(OutagePolicy.EXECUTE_UNGUARDED)
                        .body(noting())
                        .run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(fixture.ran).isEmpty();
        assertThat(record(FIRST)).isEmpty();
        assertThat(record(SECOND)).isEmpty();
    }

    @Test
    void S3_completedRecordOfTheFirstKeyAnswersUntilItsWindowEnds() throws Exception {
        charge().run("42", IN_20_S);
        fixture.clock.set(AFTER);
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        fixture.clock.set(START.plus(Fixture.WINDOW).minusMillis(1));
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(record(SECOND)).isEmpty();

        fixture.clock.set(START.plus(Fixture.WINDOW));
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(record(SECOND)).isPresent();
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).hasSize(2);
    }

    @Test
    void S2_attemptOfTheFirstKeyThatStillRunsExcludesTheSecond() throws Exception {
        fixture.clock.set(MOMENT.minus(MARGIN).minusSeconds(1));
        claim(FIRST, Duration.ofMinutes(1));
        fixture.clock.set(AFTER);

        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.InProgress.class);
        assertThat(record(SECOND)).isEmpty();
        Outcome<String> waited = charge(fixture.records, ROTATING)
                .onInProgress(InProgressPolicy.waitUpTo(Duration.ofMinutes(2)))
                .body(noting())
                .tryRun("42", Deadline.within(Duration.ofMinutes(3)));
        assertThat(waited).isInstanceOf(Outcome.Executed.class); // the lease has lapsed, and the first key continues
        assertThat(((IdempotencyRecord.Completed) record(FIRST).orElseThrow())
                        .claim()
                        .attempt())
                .isEqualTo(2);
    }

    @Test
    void lapsedAttemptOfTheFirstKeyIsContinuedUnderIt() throws Exception {
        claim(FIRST, Duration.ofSeconds(10));
        fixture.clock.set(AFTER);

        charge(fixture.records, ROTATING)
                .body((order, execution) -> {
                    assertThat(execution.earlierAttempts()).isEqualTo(Certainty.UNKNOWN);
                    return "again";
                })
                .run("42", IN_20_S);
        assertThat(record(FIRST)).get().isInstanceOf(IdempotencyRecord.Completed.class);
        assertThat(record(SECOND)).isEmpty();
    }

    @Test
    void unknownOutcomeUnderTheFirstKeyIsQuarantinedUnderIt() throws Exception {
        Operation<String, String> failing = charge(fixture.records, ROTATING)
                .onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    throw new IOException("down");
                });
        assertThatThrownBy(() -> failing.run("42", IN_20_S)).isInstanceOf(IOException.class);
        fixture.clock.set(AFTER.plus(Fixture.WINDOW.multipliedBy(10)));
        assertThat(failing.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Quarantined.class);
        assertThat(fixture.ran).hasSize(1);
        assertThat(record(SECOND)).isEmpty();
    }

    @Test
    void claimOfTheFirstKeyUnderWhichNothingRanDoesNotHoldTheSecondBack() throws Exception {
        IdempotencyRecord.InProgress claimed = claim(FIRST, Duration.ofMinutes(5));
        fixture.records.release(
                new WriteRequest.Release(FIRST, claimed.claim().id(), Certainty.NOT_STARTED), fixture.call());
        fixture.clock.set(AFTER);
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(record(SECOND)).get().isInstanceOf(IdempotencyRecord.Completed.class);
    }

    @Test
    void claimThatIsAnsweredTooLateForTheFirstKeyIsGivenBack() throws Exception {
        fixture.clock.set(MOMENT.minus(MARGIN).minusSeconds(1));
        IdempotencyStore slow = FaultyStore.builder(
                        fixture.records, FaultPlan.script(new Fault.Delay(Duration.ZERO, Duration.ofSeconds(2))))
                .waiting(fixture.clock)
                .build()
                .store();
        assertThatThrownBy(() -> charge(slow, ROTATING).body(noting()).run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("too late for the first key");
        assertThat(fixture.ran).isEmpty();
        assertThat(record(FIRST))
                .get()
                .isInstanceOfSatisfying(
                        IdempotencyRecord.Released.class,
                        released -> assertThat(released.certainty()).isEqualTo(Certainty.NOT_STARTED));
        fixture.clock.set(AFTER);
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void claimOfTheFirstKeyThatArrivesAfterTheRotationDoesNotLeadToASecondExecution() throws Exception {
        fixture.clock.set(AFTER);
        charge().run("42", IN_20_S); // under the second key
        claim(FIRST, Duration.ofSeconds(5)); // sent before the rotation, applied now; its sender is gone
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        fixture.clock.advance(Duration.ofSeconds(6));
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void claimOfTheFirstKeyBetweenTheChoiceAndTheClaimOfTheSecondIsSeen() {
        fixture.clock.set(AFTER);
        IdempotencyStore meeting = BeforeClaim.of(fixture.records, () -> claim(FIRST, Duration.ofSeconds(5)));
        assertThatThrownBy(() -> charge(meeting, ROTATING).body(noting()).run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("the record of the other key shows that something may have run");
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void claimOfTheSecondKeyBetweenTheChoiceAndTheClaimOfTheFirstIsSeen() {
        claim(FIRST, Duration.ofSeconds(5));
        fixture.clock.set(AFTER);
        IdempotencyStore meeting = BeforeClaim.of(fixture.records, () -> claim(SECOND, Duration.ofSeconds(60)));
        assertThatThrownBy(() -> charge(meeting, ROTATING).body(noting()).run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void batchesRotateToo() throws Exception {
        charge().run("42", IN_20_S);
        fixture.clock.set(MOMENT);
        assertThat(charge().tryRunAll(List.of("42", "43"), IN_20_S, BatchOptions.defaults()))
                .allSatisfy(result -> assertThat(((BatchResult.Failed<String>) result).exception())
                        .isInstanceOf(StoreUnavailableException.class));
        fixture.clock.set(AFTER);
        List<BatchResult<String>> results =
                charge().tryRunAll(List.of("42", "43", "44"), IN_20_S, BatchOptions.defaults());
        assertThat(results)
                .extracting(result -> ((BatchResult.Answered<String>) result)
                        .outcome()
                        .getClass()
                        .getSimpleName())
                .containsExactly("Replayed", "Executed", "Executed");
        assertThat(fixture.ran).containsExactly("42", "43", "44");
        assertThat(record(SECOND)).isEmpty();
    }

    @Test
    void transactionsClaimFirstWhileKeysRotate() throws Exception {
        var transfer = charge(fixture.records, ROTATING)
                .transaction(fixture.records, (order, context) -> Transaction.of("did", () -> fixture.ran.add(order)));
        transfer.run("42", IN_20_S);
        fixture.clock.set(AFTER);
        assertThat(transfer.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        transfer.run("43", IN_20_S);
        assertThat(fixture.ran).containsExactly("42", "43");
        assertThat(record(FIRST)).get().isInstanceOf(IdempotencyRecord.Completed.class);
    }

    @Test
    void plainRecordsAreHonouredWhenKeysAreSwitchedOn() throws Exception {
        IdentityKeys switching = IdentityKeys.plainUntil(MOMENT, "k1", KeyedIdentitiesTest.secret(1));
        charge(fixture.records, switching).body(noting()).run("42", IN_20_S);
        assertThat(record(PLAIN)).isPresent();
        fixture.clock.set(AFTER);
        assertThat(charge(fixture.records, switching).body(noting()).tryRun("42", IN_20_S))
                .isInstanceOf(Outcome.Replayed.class);
        charge(fixture.records, switching).body(noting()).run("43", IN_20_S);
        assertThat(record(IdempotencyKey.of("charge", "43"))).isEmpty();
        assertThat(fixture.ran).containsExactly("42", "43");
    }

    @Test
    void E9_storeThatCannotBeReadRefusesAndFailsOpenByItsWordOnly() throws Exception {
        fixture.clock.set(AFTER);
        IdempotencyStore away = FaultyStore.builder(
                        fixture.records, FaultPlan.random(1, 1, List.of(new Fault.FailBefore())))
                .waiting(fixture.clock)
                .build()
                .store();
        assertThatThrownBy(() -> charge(away, ROTATING).body(noting()).run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(fixture.ran).isEmpty();
        assertThat(charge(away, ROTATING)
                        .whenStoreIsUnavailable(OutagePolicy.EXECUTE_UNGUARDED)
                        .body(noting())
                        .tryRun("42", IN_20_S))
                .isInstanceOf(Outcome.Bypassed.class);
    }

    @Test
    void primingNeverTouchesTheStoreNorFailsAroundTheMoment() throws Exception {
        fixture.clock.set(MOMENT);
        charge().prime("42", "did");
        assertThat(record(FIRST)).isEmpty();
        assertThat(record(SECOND)).isEmpty();
    }
}

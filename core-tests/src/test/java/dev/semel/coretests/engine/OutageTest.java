// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static dev.semel.coretests.engine.Fixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.DeadlineTooShortException;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.OutagePolicy;
import dev.semel.Outcome;
import dev.semel.ResultNotRecordedException;
import dev.semel.StoreUnavailableException;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.BypassReason;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.RecordingStore;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's behaviour when the store fails: E1, E8, E9, and S6 as a caller sees it. */
final class OutageTest {

    private final Fixture fixture = new Fixture();

    private IdempotencyStore faulty(FaultPlan plan) {
        return FaultyStore.builder(fixture.records, plan)
                .waiting(fixture.clock)
                .build()
                .store();
    }

    private Operation<String, String> charge(OperationBuilder<String, String> builder) {
        return builder.body((order, execution) -> {
            fixture.ran.add(order + "#" + execution.attempt());
            return "receipt";
        });
    }

    private Operation<String, String> charge(FaultPlan plan) {
        return charge(fixture.operation(faulty(plan)));
    }

    private static FaultPlan always(Fault fault) {
        return (method, request) -> fault;
    }

    private static FaultPlan on(String method, Fault... faults) {
        FaultPlan script = FaultPlan.script(faults);
        return (called, request) -> called.equals(method) ? script.next(called, request) : new Fault.None();
    }

    @Test
    void E9_storeAwayExecutesNothingAndSaysWhoAndWhat() {
        Operation<String, String> charge = charge(always(new Fault.FailBefore()));

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("'charge'")
                .hasMessageContaining("InMemoryStore")
                .hasMessageContaining("was not executed");

        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.clock.instant()).isBefore(START.plusSeconds(20));
    }

    @Test
    void E9_storeThatRefusesIsNotAskedAgain() {
        Operation<String, String> charge = charge(always(new Fault.Refuse()));

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(StoreUnavailableException.class);

        assertThat(fixture.events(OperationEvent.StoreFailed.class)).hasSize(1);
    }

    @Test
    void E9_triesAreBoundedByTheDeadline() {
        Operation<String, String> charge = charge((method, request) -> {
            fixture.clock.advance(Duration.ofSeconds(9));
            return new Fault.FailBefore();
        });

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(StoreUnavailableException.class);

        assertThat(fixture.events(OperationEvent.StoreFailed.class)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void E9_failOpenOnlyByItsWordAndNotWhenTheStoreRefuses() throws Exception {
        OperationBuilder<String, String> away = fixture.operation(faulty(always(new Fault.FailBefore())))
                .whenStoreIsUnavailable(OutagePolicy.EXECUTE_UNGUARDED);
        OperationBuilder<String, String> refusing = fixture.operation(faulty(always(new Fault.Refuse())))
                .whenStoreIsUnavailable(OutagePolicy.EXECUTE_UNGUARDED);

        assertThat(charge(away).tryRun("42", IN_20_S))
                .isEqualTo(new Outcome.Bypassed<>("receipt", BypassReason.STORE_UNAVAILABLE));
        assertThatThrownBy(() -> charge(refusing).tryRun("42", IN_20_S)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void failOpenKeepsHalfTheTimeForTheBody() throws Exception {
        IdempotencyStore hanging = faulty((method, request) -> new Fault.Delay(Duration.ZERO, Duration.ZERO));
        RecordingStore seen = RecordingStore.over(hanging);

        charge(fixture.operation(seen.store()).whenStoreIsUnavailable(OutagePolicy.EXECUTE_UNGUARDED))
                .run("42", IN_20_S);

        assertThat(seen.calls().get(0).call().timeout()).isEqualTo(Duration.ofMillis(9_750));
    }

    /** A claim timeout may take all the time, even of an operation that fails open; a longer one does not count. */
    @ParameterizedTest
    @CsvSource({
        "FAIL_CLOSED, 5000, 5000",
        "FAIL_CLOSED, 19500, 19500",
        "FAIL_CLOSED, 19501, 19500",
        "EXECUTE_UNGUARDED, 5000, 5000",
        "EXECUTE_UNGUARDED, 19500, 19500",
        "EXECUTE_UNGUARDED, 19501, 9750"
    })
    void claimTimeoutBoundsTheClaim(OutagePolicy policy, long timeout, long bound) throws Exception {
        RecordingStore seen = RecordingStore.over(fixture.records);

        charge(fixture.operation(seen.store()).whenStoreIsUnavailable(policy).claimTimeout(Duration.ofMillis(timeout)))
                .run("42", IN_20_S);

        assertThat(seen.calls().get(0).call().timeout()).isEqualTo(Duration.ofMillis(bound));
    }

    @Test
    void S6_lostReplyOnTheClaimDoesNotLockTheCallerOut() throws Exception {
        Operation<String, String> charge = charge(on("claim", new Fault.LoseReply()));

        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");
        assertThat(fixture.ran).containsExactly("42#1");
    }

    @Test
    void claimThatIsGivenUpIsReleasedAsNotStarted() throws Exception {
        Operation<String, String> charge =
                charge(on("claim", new Fault.LoseReply(), new Fault.FailBefore(), new Fault.FailBefore()));

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(StoreUnavailableException.class);

        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
        assertThat(charge(fixture.operation()).run("42", IN_20_S)).isEqualTo("receipt");
    }

    @Test
    void claimAppliedBeforeARefusalIsReleasedToo() {
        Operation<String, String> charge = charge(on("claim", new Fault.LoseReply(), new Fault.Refuse()));

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(StoreUnavailableException.class);

        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Released.class);
    }

    @Test
    void interruptWhileAClaimIsRepeatedReleasesIt() {
        Operation<String, String> charge = fixture.engine(faulty(on("claim", new Fault.LoseReply())))
                .waiting(pause -> {
                    throw new InterruptedException("stop");
                })
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "receipt");

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(InterruptedException.class);

        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
    }

    @Test
    void defectOfAStoreIsThrownAndItsClaimReleased() {
        Operation<String, String> charge = charge(on("claim", new Fault.FailAfter()));

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(IllegalStateException.class);

        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Released.class);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void S6_lostReplyOnTheCompletionIsNoError() throws Exception {
        Operation<String, String> charge = charge(on("complete", new Fault.LoseReply()));

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void E8_recordingIsRepeatedWithinTheDeadline() throws Exception {
        Fault away = new Fault.FailBefore();
        Operation<String, String> charge = charge(on("complete", away, away, away, away));

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Completed.class);
    }

    @Test
    void E8_resultThatCannotBeRecordedIsGivenToTheCaller() throws Exception {
        FaultPlan away = (method, request) -> method.equals("complete") ? new Fault.FailBefore() : new Fault.None();

        assertThat(charge(away).tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.NotRecorded.class,
                        kept -> assertThat(kept.value()).isEqualTo("receipt"));
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> charge(away).run("42", IN_20_S))
                .isInstanceOfSatisfying(
                        ResultNotRecordedException.class,
                        e -> assertThat(e.value()).isEqualTo("receipt"));
        assertThat(fixture.ran).containsExactly("42#1", "42#2");
    }

    @Test
    void E8_defectOfAStoreDoesNotLoseTheValue() throws Exception {
        Operation<String, String> charge = charge(on("complete", new Fault.FailAfter()));

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.NotRecorded.class);
    }

    @Test
    void resultThatCannotBeEncodedIsNeverExecutedAgain() throws Exception {
        ResultCodec broken = new ResultCodec() {
            @Override
            public <T> Blob encode(T value, TypeRef<T> type) {
                throw new IllegalStateException("no encoding of " + value);
            }

            @Override
            public <T> T decode(Blob bytes, TypeRef<T> type) {
                throw new IllegalStateException("no decoding");
            }

            @Override
            public boolean supports(TypeRef<?> type) {
                return true;
            }
        };
        Operation<String, String> charge = charge(fixture.engine(fixture.records)
                .codec(broken)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint());

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.NotRecorded.class);
        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void E3_storeFailureIsSuppressedIntoTheBodysException() {
        IOException failure = new IOException("of the body");
        FaultPlan away = (method, request) -> method.equals("release") ? new Fault.FailBefore() : new Fault.None();
        Operation<String, String> charge = fixture.operation(faulty(away)).body((order, execution) -> {
            throw failure;
        });

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isSameAs(failure);

        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {19_499, 19_500, 19_600, 40_000})
    void E1_claimThatComesBackTooLateExecutesNothing(long millis) throws Exception {
        FaultPlan slow = on("claim", new Fault.Delay(Duration.ZERO, Duration.ofMillis(millis)));
        Operation<String, String> charge = charge(slow);

        if (millis < 19_500) {
            assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");
            return;
        }
        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(DeadlineTooShortException.class);
        assertThat(fixture.ran).isEmpty();
        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
    }

    @Test
    void E1_lateClaimWithoutADeadlineIsRenewed() throws Exception {
        FaultPlan slow = on("claim", new Fault.Delay(Duration.ZERO, Duration.ofSeconds(29)));
        Operation<String, String> charge = fixture.operation(faulty(slow))
                .lease(Duration.ofSeconds(30))
                .body((order, execution) -> {
                    assertThat(execution.remaining()).isEqualTo(Duration.ofMillis(27_500));
                    return "receipt";
                });

        assertThat(charge.run("42")).isEqualTo("receipt");
    }

    @Test
    void E1_lateClaimWhoseRenewalIsRefusedExecutesNothingAndIsGivenBack() {
        FaultPlan refusing = (method, request) -> switch (method) {
            case "claim" -> new Fault.Delay(Duration.ZERO, Duration.ofSeconds(29));
            case "renew" -> new Fault.Refuse();
            default -> new Fault.None();
        };
        Operation<String, String> charge =
                charge(fixture.operation(faulty(refusing)).lease(Duration.ofSeconds(30)));

        assertThatThrownBy(() -> charge.tryRun("42")).isInstanceOf(StoreUnavailableException.class);
        assertThat(fixture.ran).isEmpty();
        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
    }

    @Test
    void E1_lateClaimThatWasTakenOverIsClaimedAgain() throws Exception {
        FaultPlan slow = (method, request) -> {
            if (method.equals("renew")) {
                fixture.clock.advance(Duration.ofMinutes(10));
                executeByAnother();
            }
            return method.equals("claim") && fixture.ran.isEmpty()
                    ? new Fault.Delay(Duration.ZERO, Duration.ofSeconds(29))
                    : new Fault.None();
        };
        Operation<String, String> charge =
                charge(fixture.operation(faulty(slow)).lease(Duration.ofSeconds(30)));

        assertThat(charge.tryRun("42")).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).containsExactly("42#2");
    }

    private void executeByAnother() {
        try {
            charge(fixture.operation()).run("42", IN_20_S);
        } catch (Exception e) {
            throw new AssertionError("The other caller must succeed", e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.FailureRule;
import dev.semel.KeyQuarantinedException;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.RecordContext;
import dev.semel.codec.Wrapping;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.RecordingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FailureTest {

    /** A checked exception, so that the tests show that bodies may throw those. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(@Nullable String message) {
            super(message);
        }
    }

    private final Fixture fixture = new Fixture();
    private final AtomicReference<@Nullable Throwable> toThrow = new AtomicReference<>();

    private Operation<String, String> failing(OperationBuilder<String, String> builder) {
        return builder.body((order, execution) -> {
            fixture.ran.add(order + "#" + execution.attempt() + "," + execution.earlierAttempts());
            Throwable thrown = toThrow.get();
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof Exception exception) {
                throw exception;
            }
            return "receipt";
        });
    }

    private Certainty released(String value) {
        return ((IdempotencyRecord.Released) fixture.record(value)).certainty();
    }

    @Test
    void E3_bodysOwnExceptionSurvivesAndTheNextCallExecutes() throws Exception {
        Operation<String, String> charge = failing(fixture.operation());
        IOException failure = new IOException("card reader on fire");
        toThrow.set(failure);

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isSameAs(failure);
        assertThat(released("42")).isEqualTo(Certainty.UNKNOWN);

        toThrow.set(null);
        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");
        assertThat(fixture.ran).containsExactly("42#1,NOT_STARTED", "42#2,UNKNOWN");
    }

    @Test
    void E3_errorsAreUnknownWhateverTheRulesSay() {
        Operation<String, String> charge =
                failing(fixture.operation().onFailure(FailureRule.notExecuted(Exception.class)));
        AssertionError error = new AssertionError("broken");
        toThrow.set(error);

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isSameAs(error);

        assertThat(released("42")).isEqualTo(Certainty.UNKNOWN);
    }

    @Test
    void E3_firstRuleThatFitsDecides() {
        Operation<String, String> charge = failing(fixture.operation()
                .onFailure(FailureRule.unknownFor(IOException.class), FailureRule.notExecuted(Exception.class)));

        toThrow.set(new IOException());
        assertThatThrownBy(() -> charge.tryRun("a", IN_20_S)).isInstanceOf(IOException.class);
        toThrow.set(new IllegalStateException());
        assertThatThrownBy(() -> charge.tryRun("b", IN_20_S)).isInstanceOf(IllegalStateException.class);

        assertThat(released("a")).isEqualTo(Certainty.UNKNOWN);
        assertThat(released("b")).isEqualTo(Certainty.NOT_EXECUTED);
    }

    @Test
    void E3_finalFailureThrowsTheSameTypeFirstAndOnReplay() throws Exception {
        Operation<String, String> charge = failing(fixture.operation()
                .onFailure(FailureRule.finalFor("refused", Refused.class, FailureCodec.message(Refused::new))));
        toThrow.set(new Refused("no credit"));

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isSameAs(toThrow.get());
        toThrow.set(null);
        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isExactlyInstanceOf(Refused.class)
                .hasMessage("no credit");
        assertThat(charge.tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.FinallyFailed.class,
                        failed -> assertThat(failed.replayed()).isTrue());
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void finalFailureWithoutAMessageIsReplayedWithoutOne() {
        Operation<String, String> charge = failing(fixture.operation()
                .onFailure(FailureRule.finalFor("refused", Refused.class, FailureCodec.message(Refused::new))));
        toThrow.set(new Refused(null));

        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> charge.run("42", IN_20_S))
                    .isExactlyInstanceOf(Refused.class)
                    .hasMessage(null);
        }
    }

    @Test
    void finalFailuresPassThroughTheWrapping() {
        Wrapping brackets = new Wrapping() {
            @Override
            public Blob wrap(Blob encoded, RecordContext context) {
                return Blob.utf8("<" + encoded.toUtf8() + ">");
            }

            @Override
            public Blob unwrap(Blob stored, RecordContext context) {
                String text = stored.toUtf8();
                return Blob.utf8(text.substring(1, text.length() - 1));
            }
        };
        Operation<String, String> charge = failing(fixture.engine(fixture.records)
                .codec(new TextCodec())
                .wrapping(brackets)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .onFailure(FailureRule.finalFor("refused", Refused.class, FailureCodec.message(Refused::new))));
        toThrow.set(new Refused("no credit"));

        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessage("no credit");
        }

        assertThat(((IdempotencyRecord.Completed) fixture.record("42")).result())
                .isEqualTo(new StoredResult.FinalFailure("refused", Blob.utf8("<no credit>")));
    }

    @Test
    void finalFailureThatNoRuleDeclaresAnyMoreIsReported() throws Exception {
        toThrow.set(new Refused("no credit"));
        Operation<String, String> before = failing(
                fixture.operation().onFailure(FailureRule.finalFor(Refused.class, FailureCodec.message(Refused::new))));
        assertThatThrownBy(() -> before.run("42", IN_20_S)).isInstanceOf(Refused.class);

        assertThat(failing(fixture.operation()).tryRun("42", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void quarantinePolicyQuarantinesAFailureWithAnUnknownOutcome() throws Exception {
        Operation<String, String> charge =
                failing(fixture.operation().onUnknownOutcome(UnknownOutcomePolicy.quarantine()));
        toThrow.set(new IOException("timed out"));

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isSameAs(toThrow.get());

        assertThat(fixture.record("42"))
                .isInstanceOfSatisfying(
                        IdempotencyRecord.Quarantined.class,
                        parked -> assertThat(parked.reason())
                                .contains("attempt 1", "IOException")
                                .doesNotContain("timed out"));
        fixture.clock.advance(Duration.ofDays(3000));
        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Quarantined.class);
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(KeyQuarantinedException.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void quarantinePolicyQuarantinesALapsedLease() throws Exception {
        RecordingStore seen = RecordingStore.over(fixture.records);
        Operation<String, String> charge = failing(fixture.operation(seen.store())
                .withoutFingerprint()
                .onUnknownOutcome(UnknownOutcomePolicy.quarantine()));
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        fixture.clock.advance(Duration.ofSeconds(30));

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Quarantined.class);

        assertThat(seen.methods()).as("the write answers").containsExactly("claim", "quarantine");
        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.events(OperationEvent.PutInQuarantine.class)).hasSize(1);
    }

    @Test
    void quarantineResolvedWithAResultReplaysIt() throws Exception {
        Operation<String, String> charge =
                failing(fixture.operation().onUnknownOutcome(UnknownOutcomePolicy.quarantine()));
        toThrow.set(new IOException());
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(IOException.class);
        IdempotencyRecord.Quarantined parked = (IdempotencyRecord.Quarantined) fixture.record("42");

        fixture.records.resolve(
                new WriteRequest.Resolve(
                        Fixture.key("42"),
                        parked.claim().id(),
                        new WriteRequest.Resolution.WithResult(
                                new StoredResult.Success(Blob.utf8("it did happen")), Fixture.WINDOW)),
                fixture.call());

        assertThat(charge.run("42", IN_20_S)).isEqualTo("it did happen");
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void quarantineResolvedWithPermissionExecutesOnce() throws Exception {
        Operation<String, String> charge =
                failing(fixture.operation().onUnknownOutcome(UnknownOutcomePolicy.quarantine()));
        toThrow.set(new IOException());
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(IOException.class);
        IdempotencyRecord.Quarantined parked = (IdempotencyRecord.Quarantined) fixture.record("42");
        toThrow.set(null);

        fixture.records.resolve(
                new WriteRequest.Resolve(
                        Fixture.key("42"), parked.claim().id(), new WriteRequest.Resolution.ReExecute(Fixture.WINDOW)),
                fixture.call());

        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");
        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).hasSize(2);
    }

    @Test
    void attemptThatDidNotStartDoesNotHideAnEarlierUnknownOutcome() throws Exception {
        Operation<String, String> charge =
                failing(fixture.operation().withoutFingerprint().onFailure(FailureRule.notExecuted(IOException.class)));
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        fixture.clock.advance(Duration.ofSeconds(30));
        toThrow.set(new IOException());

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(IOException.class);

        assertThat(released("42")).isEqualTo(Certainty.UNKNOWN);
    }

    @Test
    void interruptedBodyIsRecordedAndTheInterruptStays() throws Exception {
        FaultPlan seeing = (method, request) -> {
            boolean blind =
                    !method.equals("complete") || !Thread.currentThread().isInterrupted();
            return blind ? new Fault.None() : new Fault.Refuse(); // clients of stores give up when interrupted
        };
        FaultyStore store = FaultyStore.builder(fixture.records, seeing).build();
        Operation<String, String> charge = fixture.operation(store.store()).body((order, execution) -> {
            Thread.currentThread().interrupt();
            return "receipt";
        });

        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Completed.class);
    }
}

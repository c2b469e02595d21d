// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.model.EffectKey;
import dev.semel.model.Fingerprint;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.RecordingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** The writes of a transactional step: with their recovery point, whatever happens to the attempt. */
final class TransactionalStepTest {

    private final Fixture fixture = new Fixture();
    private final RecordingStore recording = RecordingStore.over(fixture.records);

    @SuppressWarnings("unchecked") // an InMemoryStore is behind each
    private static CommitStore<Runnable> committing(IdempotencyStore store) {
        return (CommitStore<Runnable>) store;
    }

    private OperationBuilder<String, String> builder(IdempotencyStore store) {
        return fixture.operation(store).withoutFingerprint();
    }

    private OperationBuilder<String, String> builder() {
        return builder(recording.store());
    }

    private int effects() {
        return Collections.frequency(fixture.ran, "42");
    }

    /** Builds an operation of one step, whose write says under which effect key it was made. */
    private Operation<String, String> reserving(IdempotencyStore store) {
        return fixture.operation(store)
                .body((order, execution) -> execution.transactionalStep(
                        "reserve",
                        String.class,
                        committing(store),
                        effect -> Transaction.of("reserved", () -> fixture.ran.add(effect.key()))));
    }

    @Test
    void writesOfAStepAreMadeAgainAfterTheWindow() throws Exception {
        Operation<String, String> operation = reserving(fixture.records);
        String key = EffectKey.of(Fixture.key("42"), "reserve").value();
        operation.run("42", IN_20_S);
        fixture.clock.set(Fixture.START.plus(Fixture.WINDOW).minusMillis(1));
        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).containsExactly(key);

        fixture.clock.advance(Fixture.SKEW);

        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(fixture.ran).containsExactly(key, key);
    }

    @Test
    void writesOfAStepThatConflictAreTriedAgainAndMadeOnce() throws Exception {
        FaultPlan conflicts = FaultPlan.script(new Fault.FailBefore(), new Fault.FailBefore());
        IdempotencyStore conflicting = FaultyStore.builder(
                        recording.store(),
                        (method, request) ->
                                method.equals("checkpoint") ? conflicts.next(method, request) : new Fault.None())
                .waiting(fixture.clock)
                .build()
                .store();

        assertThat(reserving(conflicting).run("42", IN_20_S)).isEqualTo("reserved");

        assertThat(fixture.ran).hasSize(1);
        assertThat(fixture.clock.instant()).isAfter(Fixture.START); // it waited between its tries
        assertThat(Collections.frequency(recording.methods(), "checkpoint")).isEqualTo(1);
    }

    @Test
    void stepCommitsItsWritesWithItsRecoveryPoint() throws Exception {
        IOException failure = new IOException("smtp");
        String value = "reserved";
        var operation = builder().effectsAreSteps().body((input, execution) -> {
            String reserved =
                    execution.transactionalStep("reserve", String.class, committing(recording.store()), effect -> {
                        fixture.ran.add("body");
                        return Transaction.of(value, () -> fixture.ran.add(input));
                    });
            if (execution.attempt() == 1) {
                throw failure;
            }
            return reserved;
        });

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isSameAs(failure);
        assertThat(operation.run("42", IN_20_S)).isEqualTo(value);
        assertThat(fixture.ran).containsExactly("body", "42");
    }

    @Test
    void S5_stepOfAStaleAttemptWritesNothing() throws Exception {
        var operation = builder()
                .body((input, execution) ->
                        execution.transactionalStep("reserve", String.class, committing(recording.store()), effect -> {
                            fixture.clock.advance(Duration.ofSeconds(30));
                            fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
                            return Transaction.of("", () -> fixture.ran.add(input));
                        }));

        assertThat(operation.tryRun("42", Deadline.within(Duration.ofSeconds(20))))
                .isInstanceOf(Outcome.ClaimLost.class);
        assertThat(effects()).isZero();
    }

    @Test
    void stepThatGotNoAnswerLeavesNothingInDoubt() throws Exception {
        IdempotencyStore faulty = FaultyStore.builder(
                        recording.store(),
                        (method, request) -> method.equals("checkpoint") ? new Fault.LoseReply() : new Fault.None())
                .waiting(fixture.clock)
                .build()
                .store();
        var operation = builder(faulty)
                .effectsAreSteps()
                .onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                .body((input, execution) -> execution.transactionalStep(
                        "reserve",
                        String.class,
                        committing(faulty),
                        effect -> Transaction.of("reserved", () -> fixture.ran.add(input))));

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).hasMessageContaining("both stored, or neither is");
        assertThat(operation.run("42", IN_20_S)).isEqualTo("reserved");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void stepNeedsTheStoreOfItsEngineAndARecord() {
        var elsewhere = builder()
                .body((input, execution) -> execution.transactionalStep(
                        "reserve", String.class, new InMemoryStore(), effect -> Transaction.of("", () -> {})));
        assertThatThrownBy(() -> elsewhere.run("42", IN_20_S)).hasMessageContaining("another store");

        var unguarded = builder()
                .killSwitch(() -> true)
                .body((input, execution) -> execution.transactionalStep(
                        "reserve",
                        String.class,
                        committing(recording.store()),
                        effect -> Transaction.of("", () -> {})));
        assertThatThrownBy(() -> unguarded.run("42", IN_20_S)).hasMessageContaining("without protection");
    }
}

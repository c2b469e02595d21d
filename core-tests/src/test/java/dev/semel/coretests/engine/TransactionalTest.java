// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.MissingKeyPolicy;
import dev.semel.OperationBuilder;
import dev.semel.OutagePolicy;
import dev.semel.Outcome;
import dev.semel.ResultNotRecordedException;
import dev.semel.StoreUnavailableException;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.codec.FailureCodec;
import dev.semel.event.OperationEvent;
import dev.semel.model.Fingerprint;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreException;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactional operations: effects and record together, whatever happens. */
final class TransactionalTest extends TransactionalParts {

    // ---- without a claim ----

    @Test
    void commitsInOneCallAndAnswersADuplicateInOne() throws Exception {
        TransactionalOperation<String, String, Runnable> operation = adding(builder());

        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(recording.methods()).containsExactly("commit");
        assertThat(operation.run("42", IN_20_S)).isEqualTo("did 42");

        assertThat(recording.methods()).containsExactly("commit", "commit");
        assertThat(effects()).isEqualTo(1);
        assertThat(fixture.events)
                .hasExactlyElementsOfTypes(OperationEvent.Executed.class, OperationEvent.Replayed.class);
    }

    @Test
    void bodyThatThrowsLeavesNothing() {
        IOException failure = new IOException("no price");
        TransactionalOperation<String, String, Runnable> operation = builder()
                .transaction(committing(recording.store()), (input, context) -> {
                    throw failure;
                });

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isSameAs(failure);
        assertThat(recording.methods()).containsExactly("find");
        assertThat(fixture.isNothing("42")).isTrue();
    }

    @Test
    void bodyThatThrowsWhileTheStoreIsAwayThrowsTheSame() {
        IOException failure = new IOException("no price");
        IdempotencyStore away = FaultyStore.builder(
                        recording.store(),
                        (method, request) -> method.equals("find") ? new Fault.FailBefore() : new Fault.None())
                .waiting(fixture.clock)
                .build()
                .store();
        TransactionalOperation<String, String, Runnable> operation = builder(away)
                .transaction(committing(away), (input, context) -> {
                    throw failure;
                });

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isSameAs(failure);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(StoreException.class);
    }

    @Test
    void writesThatTheDatabaseRefusesLeaveNothing() {
        IllegalStateException refused = new IllegalStateException("condition failed");
        TransactionalOperation<String, String, Runnable> operation = builder()
                .transaction(
                        committing(recording.store()),
                        (input, context) -> Transaction.of("", () -> {
                            throw refused;
                        }));

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isSameAs(refused);
        assertThat(fixture.isNothing("42")).isTrue();
    }

    @Test
    void finalFailureIsRecordedAndReplayed() throws Exception {
        TransactionalOperation<String, String, Runnable> operation = builder()
                .onFailure(FailureRule.finalFor(
                        IllegalStateException.class, FailureCodec.message(IllegalStateException::new)))
                .transaction(committing(recording.store()), (input, context) -> {
                    fixture.ran.add("body");
                    return Transaction.of("", () -> {
                        throw new IllegalStateException("sold out");
                    });
                });

        for (boolean replayed : new boolean[] {false, true}) {
            assertThat(operation.tryRun("42", IN_20_S)).isInstanceOfSatisfying(Outcome.FinallyFailed.class, failed -> {
                assertThat(failed.replayed()).isEqualTo(replayed);
                assertThat(failed.failure()).hasMessage("sold out");
            });
        }
        assertThat(recording.methods()).containsExactly("commit", "claim", "checkpoint", "complete", "commit");
    }

    @Test
    void S6_lostReplyOfACommitIsRecognised() throws Exception {
        TransactionalOperation<String, String, Runnable> operation = adding(FaultPlan.onCall(1, new Fault.LoseReply()));

        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(effects()).isEqualTo(1);
        assertThat(bodies()).isEqualTo(1);
    }

    @Test
    void E8_commitWithoutAnyAnswerSaysSoAndTheNextCallFindsOut() throws Exception {
        for (Fault fault : new Fault[] {new Fault.LoseReply(), new Fault.FailBefore()}) {
            fixture.ran.clear();
            fixture.records.purge(fixture.clock.instant().plus(Duration.ofDays(9)));
            Outcome<String> outcome = adding((method, request) -> fault).tryRun("42", IN_20_S);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.NotRecorded.class,
                            kept -> assertThat(kept.value()).isEqualTo("did 42"));
            assertThat(fixture.events(OperationEvent.NotRecorded.class)).hasSize(1);
            fixture.events.clear();

            assertThat(adding(builder()).run("42", IN_20_S)).isEqualTo("did 42");
            assertThat(effects()).isEqualTo(1);
        }
    }

    @Test
    void E9_storeThatRefusesChangesNothing() {
        assertThatThrownBy(() -> adding((method, request) -> new Fault.Refuse()).run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("was not executed");
        assertThat(effects()).isZero();
    }

    @Test
    void E1_tooLittleTimeCommitsNothing() {
        TransactionalOperation<String, String, Runnable> operation = adding(builder());
        assertThatThrownBy(() -> operation.run("42", Deadline.within(Duration.ofMillis(500))))
                .isInstanceOf(DeadlineTooShortException.class);
        assertThatThrownBy(() -> operation.run("42")).isInstanceOf(DeadlineTooShortException.class);

        TransactionalOperation<String, String, Runnable> slow = builder()
                .transaction(committing(recording.store()), (input, context) -> {
                    fixture.clock.advance(context.remaining());
                    return Transaction.of("", () -> fixture.ran.add(input));
                });
        assertThatThrownBy(() -> slow.run("42", IN_20_S)).isInstanceOf(DeadlineTooShortException.class);
        assertThat(fixture.ran).isEmpty();
        assertThat(recording.methods()).isEmpty();
    }

    @Test
    void anotherPayloadIsAMismatch() throws Exception {
        TransactionalOperation<String, String, Runnable> operation =
                adding(fixture.operation(recording.store()).key(input -> "42"));
        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(operation.tryRun("43", IN_20_S)).isInstanceOf(Outcome.Mismatch.class);
        assertThat(fixture.ran).containsExactly("body", "42", "body");
    }

    @Test
    void S3_commitOfAFrozenAttemptIsAnsweredWithWhatIsThereAndWritesNothing() throws Exception {
        assertThat(frozen(Duration.ofSeconds(15)).tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.Replayed.class,
                        replayed -> assertThat(replayed.value()).isEqualTo("did 42"));
        assertThat(effects()).isEqualTo(1);

        assertThatThrownBy(() -> frozen(Duration.ofMinutes(10)).run("42", IN_20_S))
                .isInstanceOf(DeadlineTooShortException.class);
        assertThat(effects()).isEqualTo(1);
    }

    /** Builds an operation whose body freezes so long, while another call commits. */
    private TransactionalOperation<String, String, Runnable> frozen(Duration pause) {
        TransactionalOperation<String, String, Runnable> other = adding(builder());
        return builder().transaction(committing(recording.store()), (input, context) -> {
            fixture.clock.advance(pause);
            other.run(input, IN_20_S);
            return Transaction.of("late", () -> fixture.ran.add(input));
        });
    }

    /** As when the body finds that the account has no money left, because it has itself taken it. */
    private TransactionalOperation<String, String, Runnable> failingOnceCommitted(
            OperationBuilder<String, String> builder) {
        return builder.transaction(committing(recording.store()), (input, context) -> {
            if (effects() > 0) {
                throw new IOException("already paid");
            }
            return Transaction.of("did " + input, () -> fixture.ran.add("42"));
        });
    }

    @Test
    void S3_duplicateIsReplayedAlthoughItsBodyFailsNow() throws Exception {
        TransactionalOperation<String, String, Runnable> operation = failingOnceCommitted(builder());
        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(recording.methods()).containsExactly("commit", "find");
        assertThatThrownBy(() -> operation.run("43", IN_20_S)).hasMessage("already paid");
    }

    @Test
    void keyThatIsTakenAnswersBeforeTheBodysFailure() throws Exception {
        fixture.ran.add("42");
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        assertThat(failingOnceCommitted(builder()).tryRun("42", IN_20_S)).isInstanceOf(Outcome.InProgress.class);
    }

    @Test
    void unansweredCommitIsNeverCalledExecuted() {
        assertThatThrownBy(() ->
                        adding((method, request) -> new Fault.FailBefore()).run("42", IN_20_S))
                .isInstanceOf(ResultNotRecordedException.class)
                .hasMessageContaining("both stored, or neither is")
                .hasMessageNotContaining("was executed");
    }

    @Test
    void refusalAfterAnUnansweredTryIsSettledUnderAClaim() {
        CommitStore<Runnable> store =
                committing(FaultyStore.builder(recording.store(), FaultPlan.onCall(1, new Fault.FailBefore()))
                        .waiting(fixture.clock)
                        .build()
                        .store());
        TransactionalOperation<String, String, Runnable> operation = builder(store)
                .transaction(
                        store,
                        (input, context) -> Transaction.of("", () -> {
                            throw new IllegalStateException("sold out");
                        }));
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).hasMessage("sold out");
        assertThat(recording.methods()).containsExactly("commit", "claim", "checkpoint", "release");
    }

    @Test
    void namesOfTheEnginesOwnStepsAreRefused() {
        var operation =
                builder().body((input, execution) -> execution.step("semel:commit", String.class, effect -> ""));
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).hasMessageContaining("the engine's own");

        var transactional = builder()
                .body((input, execution) -> execution.transactionalStep(
                        "semel:commit",
                        String.class,
                        committing(recording.store()),
                        effect -> Transaction.of("", () -> fixture.ran.add("42"))));
        assertThatThrownBy(() -> transactional.run("43", IN_20_S)).hasMessageContaining("the engine's own");
        assertThat(effects()).isZero();
    }

    // ---- what cannot be built ----

    @Test
    void callsWithoutProtectionAreRefusedWhenBuilt() {
        for (OperationBuilder<String, String> builder : List.of(
                builder().killSwitch(() -> false),
                builder().effectKeysPerGeneration(),
                builder().whenKeyIsMissing(MissingKeyPolicy.EXECUTE_UNGUARDED),
                builder().whenStoreIsUnavailable(OutagePolicy.EXECUTE_UNGUARDED))) {
            assertThatThrownBy(() -> adding(builder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leave out");
        }
    }

    @Test
    void anotherStoreIsRefusedWhenBuilt() {
        assertThatThrownBy(() -> adding(builder(), new InMemoryStore()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same instance");
    }

    @Test
    @SuppressWarnings("NullAway") // null against the contract
    void bodyWithoutATransactionHasFailed() {
        TransactionalOperation<String, String, Runnable> nothing =
                builder().transaction(committing(recording.store()), (input, context) -> null);

        assertThatThrownBy(() -> nothing.tryRun("42", IN_20_S))
                .hasMessageContaining("body of operation 'charge' returned null");
        assertThat(fixture.isNothing("42")).isTrue();
    }
}

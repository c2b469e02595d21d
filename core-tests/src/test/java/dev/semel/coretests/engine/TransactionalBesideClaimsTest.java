// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.InProgressPolicy;
import dev.semel.Outcome;
import dev.semel.Reconciliation;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.WriteRequest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Transactional operations whose key has a claim, live or lapsed. */
final class TransactionalBesideClaimsTest extends TransactionalParts {

    @Test
    void S2_liveClaimOfAnotherIsInProgress() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        assertThat(adding(builder()).tryRun("42", IN_20_S)).isInstanceOf(Outcome.InProgress.class);
        assertThat(effects()).isZero();
    }

    @Test
    void waitsForALiveClaimAndTakesItOver() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(5));
        Outcome<String> outcome = adding(builder().onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(10))))
                .tryRun("42", IN_20_S);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Executed.class,
                        executed ->
                                assertThat(executed.record().claim().attempt()).isEqualTo(2));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void lapsedClaimIsTakenOverByTheCommitUnderReExecute() throws Exception {
        lapsed();
        assertThat(adding(builder()).tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(recording.methods()).containsExactly("commit");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void lapsedClaimIsQuarantinedByThatPolicy() throws Exception {
        lapsed();
        TransactionalOperation<String, String, Runnable> operation =
                adding(builder().onUnknownOutcome(UnknownOutcomePolicy.quarantine()));
        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Quarantined.class);
        assertThat(effects()).isZero();
    }

    @Test
    void lapsedClaimIsReconciledByThatPolicy() throws Exception {
        lapsed();
        Outcome<String> outcome = adding(builder()
                        .onUnknownOutcome(
                                UnknownOutcomePolicy.reconcile((input, evidence) -> Reconciliation.executed("found"))))
                .tryRun("42", IN_20_S);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Replayed.class,
                        replayed -> assertThat(replayed.value()).isEqualTo("found"));
        assertThat(effects()).isZero();
    }

    @Test
    void afterAReconcilerSaysNotExecutedTheBodyCommitsAsAStep() throws Exception {
        lapsed();
        TransactionalOperation<String, String, Runnable> operation = adding(builder()
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((input, evidence) -> Reconciliation.notExecuted())));
        assertThat(operation.run("42", IN_20_S)).isEqualTo("did 42");
        assertThat(recording.methods()).containsExactly("commit", "claim", "checkpoint", "complete");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void effectsThatARecoveryPointShowsAreNeverMadeAgain() throws Exception {
        IdempotencyRecord.InProgress held = fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        RecoveryPoint point = new RecoveryPoint("semel:commit", Blob.utf8("did 42 before"), 1, fixture.clock.instant());
        fixture.records.checkpoint(
                new WriteRequest.Checkpoint(Fixture.key("42"), held.claim().id(), point),
                () -> fixture.ran.add("42"),
                fixture.call());
        fixture.clock.advance(Duration.ofSeconds(30));

        assertThat(adding(builder()).run("42", IN_20_S)).isEqualTo("did 42 before");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void releasedFailureUnderAClaimLeavesNothingInDoubt() throws Exception {
        lapsed();
        TransactionalOperation<String, String, Runnable> operation = builder()
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((input, evidence) -> Reconciliation.notExecuted()))
                .transaction(committing(recording.store()), (input, context) -> {
                    fixture.ran.add("body");
                    if (bodies() == 2) {
                        throw new IOException("no price");
                    }
                    return Transaction.of("did " + input, () -> fixture.ran.add(input));
                });
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).hasMessage("no price");
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Released.class);
        assertThat(operation.run("42", IN_20_S)).isEqualTo("did 42");
        assertThat(effects()).isEqualTo(1);
    }
}

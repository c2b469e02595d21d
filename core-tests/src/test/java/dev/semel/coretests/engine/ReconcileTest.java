// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Evidence;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.Reconciler;
import dev.semel.Reconciliation;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reconciler decides about unknown outcomes before anything is executed again. */
final class ReconcileTest {

    private final Fixture fixture = new Fixture();
    private final List<Evidence> asked = new ArrayList<>();

    /** An operation whose first attempt pays and then fails while it mails. */
    private Operation<String, String> checkout(Reconciler<String, String> reconciler) {
        return fixture.operation()
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((order, evidence) -> {
                    asked.add(evidence);
                    return reconciler.reconcile(order, evidence);
                }))
                .body((order, execution) -> {
                    String payment = execution.step("pay", String.class, effect -> {
                        fixture.ran.add("pay");
                        return "payment";
                    });
                    execution.step("mail", effect -> {
                        fixture.ran.add("mail");
                        if (effect.attempt() == 1) {
                            throw new IOException("timed out");
                        }
                    });
                    return payment;
                });
    }

    private void failOnce(Operation<String, String> checkout) {
        assertThatThrownBy(() -> checkout.run("42", IN_20_S)).hasMessage("timed out");
        assertThat(asked).isEmpty();
    }

    @Test
    void executedWithAResultIsRecordedAndReplayed() throws Exception {
        Operation<String, String> checkout = checkout((order, evidence) -> Reconciliation.executed("it was"));
        failOnce(checkout);

        assertThat(checkout.run("42", IN_20_S)).isEqualTo("it was");
        assertThat(checkout.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);

        assertThat(fixture.ran).containsExactly("pay", "mail");
        assertThat(asked).hasSize(1);
    }

    @Test
    void notExecutedGoesOn() throws Exception {
        Operation<String, String> checkout = checkout((order, evidence) -> Reconciliation.notExecuted());
        failOnce(checkout);

        assertThat(checkout.run("42", IN_20_S)).isEqualTo("payment");

        assertThat(fixture.ran).containsExactly("pay", "mail", "mail");
    }

    @Test
    void stillUnknownIsQuarantined() throws Exception {
        Operation<String, String> checkout =
                checkout((order, evidence) -> Reconciliation.stillUnknown("smtp log is away"));
        failOnce(checkout);

        assertThat(checkout.tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.Quarantined.class,
                        parked -> assertThat(parked.record().reason()).isEqualTo("smtp log is away"));
        assertThat(checkout.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Quarantined.class);

        assertThat(asked).hasSize(1);
    }

    @Test
    void reconcilerSeesWhatIsLeftOfEarlierAttempts() throws Exception {
        Operation<String, String> checkout = checkout((order, evidence) -> Reconciliation.notExecuted());
        failOnce(checkout);
        checkout.run("42", IN_20_S);

        Evidence evidence = asked.get(0);
        assertThat(evidence.key()).isEqualTo(Fixture.key("42"));
        assertThat(evidence.attempt()).isEqualTo(2);
        assertThat(evidence.hasReached("pay")).isTrue();
        assertThat(evidence.hasReached("mail")).isFalse();
        assertThat(evidence.effectKey("mail"))
                .isEqualTo(EffectKey.of(Fixture.key("42"), "mail").value());
    }

    @Test
    void reconcilerThatFailsIsAskedAgain() throws Exception {
        IOException away = new IOException("provider is away");
        Operation<String, String> checkout = checkout((order, evidence) -> {
            if (asked.size() == 1) {
                throw away;
            }
            return Reconciliation.executed("it was");
        });
        failOnce(checkout);

        assertThatThrownBy(() -> checkout.run("42", IN_20_S)).isSameAs(away);
        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.UNKNOWN);
        assertThat(checkout.run("42", IN_20_S)).isEqualTo("it was");
        assertThat(fixture.ran).containsExactly("pay", "mail");
    }

    @Test
    void resultWhoseRecordGotNoAnswerIsReplayedOrFoundByTheReconciler() throws Exception {
        for (Fault fault : List.of(new Fault.LoseReply(), new Fault.FailBefore())) {
            String order = fault.toString();
            IdempotencyStore away = FaultyStore.builder(
                            fixture.records, (method, request) -> method.equals("complete") ? fault : new Fault.None())
                    .waiting(fixture.clock)
                    .build()
                    .store();
            assertThat(paying(away).tryRun(order, IN_20_S)).isInstanceOf(Outcome.NotRecorded.class);
            fixture.clock.advance(Duration.ofMinutes(1));

            assertThat(paying(fixture.records).run(order, IN_20_S)).isEqualTo("paid");
            assertThat(Collections.frequency(fixture.ran, order)).as(order).isEqualTo(1);
        }
        assertThat(asked).hasSize(1); // of the record that was never written
    }

    @Test
    void afterTheWindowTheBodyRunsAndNobodyAsksTheReconciler() throws Exception {
        Operation<String, String> operation = paying(fixture.records);
        operation.run("42", IN_20_S);
        fixture.clock.advance(Fixture.WINDOW);

        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);

        assertThat(fixture.ran).containsExactly("42", "42");
        assertThat(asked).isEmpty();
    }

    /** An operation without steps, whose reconciler finds its effect. */
    private Operation<String, String> paying(IdempotencyStore store) {
        return fixture.operation(store)
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((order, evidence) -> {
                    asked.add(evidence);
                    return fixture.ran.contains(order) ? Reconciliation.executed("paid") : Reconciliation.notExecuted();
                }))
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    return "paid";
                });
    }

    @Test
    void S5_answerThatComesAfterATakeOverIsNotRecorded() throws Exception {
        Operation<String, String> later = fixture.operation().body((order, execution) -> "of the later attempt");
        Operation<String, String> checkout = checkout((order, evidence) -> {
            fixture.clock.advance(Duration.ofMinutes(10));
            later.run(order, IN_20_S);
            return Reconciliation.executed("of the frozen attempt");
        });
        failOnce(checkout);

        assertThat(checkout.tryRun("42", IN_20_S)).isInstanceOf(Outcome.ClaimLost.class);

        assertThat(checkout.run("42", IN_20_S)).isEqualTo("of the later attempt");
        assertThat(fixture.ran).containsExactly("pay", "mail");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.Reconciliation;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.TypeRef;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.step.Step;
import dev.semel.store.InMemoryStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A null result is a failure of the body, unless the operation declares that there may be none. */
final class NullResultTest {

    private final Fixture fixture = new Fixture();
    private @Nullable String answer;

    private Operation<String, String> charge(OperationBuilder<String, String> builder) {
        return builder.body((order, execution) -> {
            fixture.ran.add(order + "#" + execution.attempt());
            return answer;
        });
    }

    /** The class of no value at all would let the body run, and fail after it. */
    @Test
    void resultOfVoidInSmallLettersIsRefusedBeforeAnythingRan() {
        TypeRef<Void> small = TypeRef.of(void.class);
        Idempotency engine =
                Idempotency.builder(new InMemoryStore()).withoutLog().build();
        assertThatThrownBy(() -> engine.operation("nothing", TypeRef.of(String.class), small)
                        .key(order -> order)
                        .body((order, execution) -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'nothing'", "declare Void.class");
        Operation<String, String> steps = fixture.operation().body((order, execution) -> {
            execution.step(Step.named("pay"), small, effect -> {
                fixture.ran.add("effect");
                return null;
            });
            return "receipt";
        });
        assertThatThrownBy(() -> steps.run("42", IN_20_S))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'pay'", "declare Void.class");
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void E3_bodyThatReturnsNullHasFailedWithAnUnknownOutcome() throws Exception {
        Operation<String, String> charge =
                charge(fixture.operation().onFailure(FailureRule.notExecuted(Exception.class)));

        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'charge'", "null", "nullableResult()", "Void.class");
        assertThat(fixture.record("42"))
                .isInstanceOfSatisfying(
                        IdempotencyRecord.Released.class,
                        released -> assertThat(released.certainty()).isEqualTo(Certainty.UNKNOWN));

        answer = "receipt";
        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");
        assertThat(fixture.ran).containsExactly("42#1", "42#2");
    }

    @Test
    void E3_stepThatReturnsNullHasFailedWithAnUnknownOutcome() throws Exception {
        Operation<String, String> charge = fixture.operation()
                .effectsAreSteps()
                .onFailure(FailureRule.notExecuted(Exception.class))
                .body((order, execution) -> execution.step("pay", String.class, effect -> answer));

        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'charge'", "step 'pay'", "null", "nullableResult()");
        assertThat(fixture.record("42"))
                .isInstanceOfSatisfying(
                        IdempotencyRecord.Released.class,
                        released -> assertThat(released.certainty()).isEqualTo(Certainty.UNKNOWN));

        answer = "receipt";
        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");
    }

    @Test
    void keyIsQuarantinedIfThatIsThePolicy() {
        Operation<String, String> charge =
                charge(fixture.operation().onUnknownOutcome(UnknownOutcomePolicy.quarantine()));

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessageContaining("nullableResult()");

        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Quarantined.class);
    }

    @Test
    void nullIsRecordedAndReplayedWhereItIsDeclared() throws Exception {
        Operation<String, String> charge = charge(fixture.operation().nullableResult());

        assertThat(charge.run("42", IN_20_S)).isNull();
        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void codecIsNotAskedForVoid() throws Exception {
        Operation<String, Void> mail = fixture.engine(fixture.records)
                .codec(new TextCodec()) // which takes nothing but texts
                .build()
                .operation("charge", String.class, Void.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, execution) -> null);

        assertThat(mail.run("42", IN_20_S)).isNull();
        assertThat(mail.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    void inABatchOnlyThatInputFails() throws Exception {
        BatchOptions<String> options = BatchOptions.defaults();
        Operation<String, String> charge =
                fixture.operation().body((order, execution) -> order.equals("b") ? null : "receipt");

        List<BatchResult<String>> results = charge.tryRunAll(List.of("a", "b", "c"), IN_20_S, options);

        assertThat(results).map(options::isCompleted).containsExactly(true, false, true);
    }

    @Test
    void reconcilerMustFindAResultToo() throws Exception {
        Operation<String, String> charge = charge(fixture.operation()
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((order, evidence) -> Reconciliation.executed(null))));
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessageContaining("body");

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessageContaining("reconciler");

        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Released.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void freshValueOfAReplayIsRequiredToo() throws Exception {
        answer = "receipt";
        Operation<String, String> charge = charge(fixture.operation().onReplay((order, record) -> null));
        charge.run("42", IN_20_S);

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessageContaining("onReplay");
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Completed.class);
    }

    @Test
    void transactionalBodyWithoutAValueCommitsNothing() {
        TransactionalOperation<String, String, Runnable> charge = fixture.operation()
                .transaction(fixture.records, (order, context) -> Transaction.of(null, () -> fixture.ran.add(order)));

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessageContaining("nullableResult()");

        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.isNothing("42")).isTrue();
    }

    @Test
    void callWithoutProtectionRefusesNullToo() {
        Operation<String, String> charge = charge(fixture.operation().killSwitch(() -> true));

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessageContaining("nullableResult()");
    }
}

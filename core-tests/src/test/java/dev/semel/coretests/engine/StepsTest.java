// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Execution;
import dev.semel.FailureRule;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.StepNotRecordedException;
import dev.semel.StepPostponedException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.TypeRef;
import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.RecoveryPoint;
import dev.semel.step.Step;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps: finished ones are recovery points, and an attempt goes on where the one before it ended. */
final class StepsTest {

    private final Fixture fixture = new Fixture();

    private @Nullable String pay(Execution execution) throws Exception {
        return execution.step("pay", String.class, effect -> {
            fixture.ran.add("pay#" + effect.attempt() + " " + effect.key());
            return "payment";
        });
    }

    private Operation<String, String> checkout(OperationBuilder<String, String> builder, Exception mailFailure) {
        return builder.body((order, execution) -> {
            String payment = pay(execution);
            execution.step("mail", effect -> {
                fixture.ran.add("mail#" + effect.attempt());
                if (effect.attempt() == 1) {
                    throw mailFailure;
                }
            });
            return payment + " and mail";
        });
    }

    private List<String> points(String key) {
        IdempotencyRecord.Released released = (IdempotencyRecord.Released) fixture.record(key);
        return released.recoveryPoints().stream().map(RecoveryPoint::name).toList();
    }

    @Test
    void stepNeverBeginsAfterItsLease() throws Exception {
        Operation<String, String> operation = fixture.operation().body((order, execution) -> {
            fixture.clock.advance(Duration.ofSeconds(20));
            return pay(execution);
        });
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(StepPostponedException.class);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void broadNotExecutedRuleSaysNothingOfAStepThatCouldNotBeRecorded() throws Exception {
        FaultyStore faulty = FaultyStore.builder(
                        fixture.records,
                        (method, request) -> method.equals("checkpoint") ? new Fault.FailBefore() : new Fault.None())
                .waiting(fixture.clock)
                .build();
        Operation<String, String> operation = fixture.operation(faulty.store())
                .onFailure(FailureRule.notExecuted(RuntimeException.class))
                .onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                .body((order, execution) -> pay(execution));
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(StepNotRecordedException.class);
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Quarantined.class);
    }

    @Test
    void renewalWithoutAnAnswerEndsNothingWhileTheLeaseHolds() throws Exception {
        FaultyStore faulty = FaultyStore.builder(
                        fixture.records,
                        (method, request) -> method.equals("renew") ? new Fault.FailBefore() : new Fault.None())
                .waiting(fixture.clock)
                .build();
        Operation<String, String> operation = fixture.operation(faulty.store())
                .lease(Duration.ofMinutes(10))
                .body((order, execution) -> {
                    fixture.clock.advance(Duration.ofMinutes(6));
                    return pay(execution);
                });
        assertThat(operation.run("42")).isEqualTo("payment");
    }

    @Test
    void nextAttemptGoesOnAfterTheLastFinishedStep() throws Exception {
        Operation<String, String> checkout = checkout(fixture.operation(), new IOException("smtp"));

        assertThatThrownBy(() -> checkout.run("42", IN_20_S)).hasMessage("smtp");
        assertThat(points("42")).containsExactly("pay");
        assertThat(checkout.run("42", IN_20_S)).isEqualTo("payment and mail");

        assertThat(fixture.ran)
                .containsExactly(
                        "pay#1 " + EffectKey.of(Fixture.key("42"), "pay").value(), "mail#1", "mail#2");
    }

    @Test
    void stepsResultIsStoredNullIncluded() throws Exception {
        Operation<String, String> operation = fixture.operation()
                .nullableResult()
                .body((order, execution) -> {
                    String nothing = execution.step("nothing", String.class, effect -> null);
                    if (execution.attempt() == 1) {
                        throw new IOException("later");
                    }
                    return nothing + " stored";
                });

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(IOException.class);
        assertThat(operation.run("42", IN_20_S)).isEqualTo("null stored");
    }

    @Test
    void nameUsedTwiceIsAnErrorThatSaysSo() {
        Operation<String, String> operation = fixture.operation().body((order, execution) -> {
            pay(execution);
            return pay(execution);
        });

        assertThatThrownBy(() -> operation.run("42", IN_20_S))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'pay' was used twice");
    }

    @Test
    void stepAfterTheBodyIsRefused() throws Exception {
        List<Execution> leaked = new ArrayList<>();
        fixture.operation()
                .body((order, execution) -> {
                    leaked.add(execution);
                    return "receipt";
                })
                .run("42", IN_20_S);

        assertThatThrownBy(() -> pay(leaked.get(0))).hasMessageContaining("after the body had returned");
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void stepsThatAChangedHandlerNoLongerUsesAreReported() throws Exception {
        assertThatThrownBy(() ->
                        checkout(fixture.operation(), new IOException("smtp")).run("42", IN_20_S))
                .hasMessage("smtp");

        fixture.operation()
                .body((order, execution) -> execution.step("other", String.class, effect -> "changed"))
                .run("42", IN_20_S);

        assertThat(fixture.events(OperationEvent.StepsUnused.class))
                .singleElement()
                .satisfies(event -> assertThat(event.steps()).containsExactly("pay"));
    }

    @Test
    void stepsMayRunInParallel() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Operation<String, String> operation = fixture.operation().body((order, execution) -> {
                List<Future<String>> steps = IntStream.range(0, 50)
                        .mapToObj(n -> threads.submit(() -> execution.step("s" + n, String.class, effect -> "r" + n)))
                        .toList();
                for (int n = 0; n < steps.size(); n++) {
                    assertThat(steps.get(n).get()).isEqualTo("r" + n);
                }
                throw new IOException("at the end");
            });

            assertThatThrownBy(() -> operation.run("42", IN_20_S)).hasMessage("at the end");
        } finally {
            threads.shutdownNow();
        }
        assertThat(points("42")).hasSize(50);
    }

    @Test
    void stepWithTooLittleTimeStopsEarlyAndKeepsWhatIsDone() throws Exception {
        Operation<String, String> operation = fixture.operation()
                .effectsAreSteps()
                .body((order, execution) -> {
                    pay(execution);
                    if (execution.attempt() == 1) {
                        fixture.clock.advance(Duration.ofSeconds(15));
                    }
                    return execution.step(
                            Step.named("ship").needing(Duration.ofSeconds(10)),
                            TypeRef.of(String.class),
                            effect -> "shipped");
                });

        assertThatThrownBy(() -> operation.run("42", IN_20_S))
                .isInstanceOf(StepPostponedException.class)
                .hasMessageContaining("'ship'");
        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.NOT_EXECUTED);
        assertThat(operation.run("42", IN_20_S)).isEqualTo("shipped");
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void E3_onlyAStepInFlightLeavesAnUnknownOutcomeWhereAllEffectsAreSteps() {
        Operation<String, String> before = fixture.operation().effectsAreSteps().body((order, execution) -> {
            if (order.equals("none begun")) {
                throw new IOException("before");
            }
            pay(execution);
            if (order.equals("between")) {
                throw new IOException("between");
            }
            execution.step("mail", effect -> {
                throw new IOException("in flight");
            });
            return "";
        });

        for (String order : List.of("none begun", "between", "in flight")) {
            assertThatThrownBy(() -> before.run(order, IN_20_S)).isInstanceOf(IOException.class);
        }

        assertThat(((IdempotencyRecord.Released) fixture.record("none begun")).certainty())
                .isEqualTo(Certainty.NOT_EXECUTED);
        assertThat(((IdempotencyRecord.Released) fixture.record("between")).certainty())
                .isEqualTo(Certainty.NOT_EXECUTED);
        assertThat(((IdempotencyRecord.Released) fixture.record("in flight")).certainty())
                .isEqualTo(Certainty.UNKNOWN);
    }

    @Test
    void fencedCheckpointEndsTheAttemptAsClaimLost() throws Exception {
        Operation<String, String> frozen = fixture.operation()
                .body((order, execution) -> execution.step("pay", String.class, effect -> {
                    fixture.clock.advance(Duration.ofMinutes(10));
                    fixture.operation().body((o, e) -> "winner").run(order, IN_20_S);
                    return "payment";
                }));

        assertThat(frozen.tryRun("42", IN_20_S)).isInstanceOf(Outcome.ClaimLost.class);

        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Completed.class);
    }

    @Test
    void stepThatCannotBeRecordedStopsTheAttempt() {
        FaultyStore away = FaultyStore.builder(
                        fixture.records,
                        (method, request) -> method.equals("checkpoint") ? new Fault.FailBefore() : new Fault.None())
                .build();
        Operation<String, String> operation =
                fixture.operation(away.store()).effectsAreSteps().body((order, execution) -> pay(execution));

        assertThatThrownBy(() -> operation.run("42", IN_20_S))
                .isInstanceOf(StepNotRecordedException.class)
                .hasMessageContaining("'pay'");

        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.UNKNOWN);
    }

    // ---- long work ----

    @Test
    void stepsRenewADeclaredLeaseWhenHalfIsOver() throws Exception {
        Operation<String, String> longWork = fixture.operation()
                .lease(Duration.ofMinutes(1))
                .body((order, execution) -> {
                    for (int hour = 0; hour < 10; hour++) {
                        execution.step("part " + hour, effect -> fixture.clock.advance(Duration.ofSeconds(40)));
                        assertThat(execution.remaining()).isPositive();
                    }
                    return "done";
                });

        assertThat(longWork.tryRun("42")).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void leaseIsRenewedOnDemandAndLostIsSaid() throws Exception {
        Operation<String, String> longWork = fixture.operation()
                .lease(Duration.ofMinutes(1))
                .body((order, execution) -> {
                    fixture.clock.advance(Duration.ofSeconds(50));
                    execution.renewLease();
                    assertThat(execution.remaining()).isEqualTo(Duration.ofMillis(57_500));
                    fixture.clock.advance(Duration.ofMinutes(5));
                    fixture.operation().body((o, e) -> "winner").run(order, IN_20_S);
                    execution.renewLease();
                    return "not reached";
                });

        assertThat(longWork.tryRun("42")).isInstanceOf(Outcome.ClaimLost.class);
    }

    @Test
    void renewalOfACallWithADeadlineDoesNothing() throws Exception {
        fixture.operation()
                .body((order, execution) -> {
                    IdempotencyRecord before = fixture.record(order);
                    execution.renewLease();
                    assertThat(fixture.record(order)).isEqualTo(before);
                    return "";
                })
                .run("42", Deadline.within(Duration.ofSeconds(5)));
    }

    @Test
    void quarantinePolicyDoesNotQuarantineAnAttemptThatLeftNothingInDoubt() throws Exception {
        Operation<String, String> operation = fixture.operation()
                .effectsAreSteps()
                .onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                .body((order, execution) -> {
                    String payment = pay(execution);
                    if (execution.attempt() == 1) {
                        throw new IOException("between steps");
                    }
                    return payment;
                });

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(IOException.class);
        assertThat(operation.run("42", IN_20_S)).isEqualTo("payment");
    }
}

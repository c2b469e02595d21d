// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.semel.ClaimLostException;
import dev.semel.FailureRule;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.Reconciliation;
import dev.semel.ResultUnavailableException;
import dev.semel.StoreUnavailableException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.FailureCodec;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ends of an attempt that cannot be recorded: each is said, and none leads to a second execution by accident. */
final class UnrecordedEndsTest {

    private static final FailureRule FINAL =
            FailureRule.finalFor("refused", IOException.class, FailureCodec.message(IOException::new));

    private final Fixture fixture = new Fixture();
    private final IOException declined = new IOException("declined");

    /** The answer of a store to one write; null to let the write through. */
    @FunctionalInterface
    private interface Answer {
        @Nullable
        WriteVerdict to(String call, Object request);
    }

    private IdempotencyStore answering(Answer answer) {
        return (IdempotencyStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IdempotencyStore.class}, (proxy, method, arguments) -> {
                    WriteVerdict verdict = arguments == null ? null : answer.to(method.getName(), arguments[0]);
                    try {
                        return verdict != null ? verdict : method.invoke(fixture.records, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static StoreException tooLarge() {
        return StoreException.tooLarge("memory", "complete", 500_000, 400_000, "store less");
    }

    private static boolean isSuccess(Object request) {
        return request instanceof WriteRequest.Complete complete && complete.result() instanceof StoredResult.Success;
    }

    private Operation<String, String> charge(OperationBuilder<String, String> builder) {
        return builder.withoutFingerprint().body((order, execution) -> {
            fixture.ran.add(order + "#" + execution.attempt());
            return "receipt";
        });
    }

    private Operation<String, String> failing(OperationBuilder<String, String> builder) {
        return builder.withoutFingerprint().body((order, execution) -> {
            fixture.ran.add(order + "#" + execution.attempt());
            throw declined;
        });
    }

    private Certainty released() {
        return ((IdempotencyRecord.Released) fixture.record("42")).certainty();
    }

    // ---- results ----

    @Test
    void resultThatIsTooLargeCompletesTheKeyWithoutIt() throws Exception {
        IdempotencyStore small = answering((call, request) -> {
            if (isSuccess(request)) {
                throw tooLarge();
            }
            return null;
        });
        Operation<String, String> charge = charge(fixture.operation(small));

        assertThat(charge.tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.NotRecorded.class,
                        kept -> assertThat(kept.value()).isEqualTo("receipt"));

        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isInstanceOf(ResultUnavailableException.class)
                .hasMessageContaining("too large");
        assertThat(fixture.ran).hasSize(1);
        assertThat(fixture.events(OperationEvent.NotRecorded.class)).hasSize(1);
    }

    /** The failure to say so is suppressed in the first one, and the outcome stays unknown. */
    @Test
    void storeThatFailsTwiceKeepsBothCauses() throws Exception {
        StoreException refused = StoreException.refused("memory", "complete", "grant the right", null);
        IdempotencyStore small = answering((call, request) -> {
            if (isSuccess(request)) {
                throw tooLarge();
            }
            if (call.equals("complete")) {
                throw refused;
            }
            return null;
        });
        Operation<String, String> charge = charge(fixture.operation(small));

        assertThat(charge.tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.NotRecorded.class,
                        kept -> assertThat(kept.cause()).hasSuppressedException(refused));
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.InProgress.class);
    }

    @Test
    void storeThatAppliesACompletionAndShowsAnotherStateIsNamed() throws Exception {
        AtomicReference<@Nullable WriteVerdict> shown = new AtomicReference<>();
        IdempotencyStore broken = answering((call, request) -> {
            if (call.equals("complete")) {
                shown.set(new WriteVerdict.Applied((IdempotencyRecord.Known) fixture.record("42")));
                return shown.get();
            }
            return null;
        });

        assertThat(charge(fixture.operation(broken)).tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.NotRecorded.class,
                        kept -> assertThat(kept.cause()).hasMessageContaining("contract of IdempotencyStore"));
    }

    // ---- final failures ----

    @Test
    void finalFailureThatIsTooLargeIsUnknown() {
        IdempotencyStore small = answering((call, request) -> {
            if (call.equals("complete")) {
                throw tooLarge();
            }
            return null;
        });

        assertThatThrownBy(
                        () -> failing(fixture.operation(small).onFailure(FINAL)).run("42", IN_20_S))
                .isSameAs(declined)
                .satisfies(
                        thrown -> assertThat(thrown.getSuppressed()).hasAtLeastOneElementOfType(StoreException.class));

        assertThat(released()).isEqualTo(Certainty.UNKNOWN);
        assertThat(fixture.events(OperationEvent.NotRecorded.class)).hasSize(1);
    }

    @Test
    void finalFailureThatCannotBeEncodedIsUnknown() {
        FailureCodec<IOException> broken = new FailureCodec<>() {
            @Override
            public Blob encode(IOException failure) {
                throw new IllegalStateException("no encoding");
            }

            @Override
            public IOException decode(@Nullable Blob stored) {
                return new IOException("restored");
            }
        };
        FailureRule rule = FailureRule.finalFor("refused", IOException.class, broken);

        assertThatThrownBy(() -> failing(fixture.operation().onFailure(rule)).run("42", IN_20_S))
                .isSameAs(declined)
                .hasSuppressedException(new IllegalStateException("no encoding"));
        assertThat(released()).isEqualTo(Certainty.UNKNOWN);
    }

    @Test
    void finalFailureThatGetsNoAnswerIsThrownAndReported() {
        IdempotencyStore away = answering((call, request) -> {
            if (call.equals("complete")) {
                throw StoreException.unavailable("memory", "complete", new IOException("away"));
            }
            return null;
        });

        assertThatThrownBy(
                        () -> failing(fixture.operation(away).onFailure(FINAL)).run("42", IN_20_S))
                .isSameAs(declined);
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.InProgress.class);
        assertThat(fixture.events(OperationEvent.NotRecorded.class)).hasSize(1);
        assertThat(fixture.events(OperationEvent.FinallyFailed.class)).isEmpty();
    }

    @Test
    void finalFailureOfALostClaimIsThrownWithTheLoss() {
        IdempotencyStore fencing = answering(
                (call, request) -> call.equals("complete") ? new WriteVerdict.Fenced(fixture.record("42")) : null);

        assertThatThrownBy(() ->
                        failing(fixture.operation(fencing).onFailure(FINAL)).run("42", IN_20_S))
                .isSameAs(declined)
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).hasAtLeastOneElementOfType(ClaimLostException.class));
        assertThat(fixture.events(OperationEvent.FinallyFailed.class)).isEmpty();
    }

    @Test
    void storeThatAppliesAFinalFailureAndShowsAnotherStateIsNamed() {
        IdempotencyStore broken = answering((call, request) -> call.equals("complete")
                ? new WriteVerdict.Applied((IdempotencyRecord.Known) fixture.record("42"))
                : null);

        assertThatThrownBy(() ->
                        failing(fixture.operation(broken).onFailure(FINAL)).run("42", IN_20_S))
                .isSameAs(declined)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .satisfies(defect -> assertThat(defect).hasMessageContaining("contract of IdempotencyStore")));
        assertThat(fixture.events(OperationEvent.NotRecorded.class)).hasSize(1);
    }

    // ---- quarantine ----

    private Operation<String, String> undecided(IdempotencyStore store) {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        fixture.clock.advance(Duration.ofSeconds(30));
        return charge(fixture.operation(store)
                .onUnknownOutcome(
                        UnknownOutcomePolicy.reconcile((order, evidence) -> Reconciliation.stillUnknown("no trace"))));
    }

    @Test
    void quarantineThatGetsNoAnswerExecutesNothing() {
        IdempotencyStore away = answering((call, request) -> {
            if (call.equals("quarantine")) {
                throw StoreException.refused("memory", "quarantine", "grant the right", null);
            }
            return null;
        });

        assertThatThrownBy(() -> undecided(away).run("42", IN_20_S)).isInstanceOf(StoreUnavailableException.class);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void quarantineOfALostClaimHasTheWinnersRecord() throws Exception {
        IdempotencyStore fencing = answering(
                (call, request) -> call.equals("quarantine") ? new WriteVerdict.Fenced(fixture.record("42")) : null);

        assertThat(undecided(fencing).tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.ClaimLost.class,
                        lost -> assertThat(lost.winner()).isEqualTo(fixture.record("42")));
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void storeThatAppliesAQuarantineAndShowsAnotherStateIsNamed() {
        IdempotencyStore broken = answering((call, request) -> call.equals("quarantine")
                ? new WriteVerdict.Applied((IdempotencyRecord.Known) fixture.record("42"))
                : null);

        assertThatThrownBy(() -> undecided(broken).run("42", IN_20_S))
                .hasMessageContaining("contract of IdempotencyStore");
        assertThat(fixture.ran).isEmpty();
    }

    // ---- claims under which nothing ran ----

    @Test
    void quarantineThatIsRefusedGivesTheClaimBack() {
        IdempotencyStore refusing = answering((call, request) -> {
            if (request instanceof WriteRequest.Quarantine) {
                throw StoreException.refused("memory", "quarantine", "allow it", null);
            }
            return null;
        });

        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        fixture.clock.advance(Duration.ofSeconds(30));
        Operation<String, String> charge =
                charge(fixture.operation(refusing).onUnknownOutcome(UnknownOutcomePolicy.quarantine()));

        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isInstanceOf(StoreUnavailableException.class)
                .hasStackTraceContaining("allow it");

        assertThat(released()).isEqualTo(Certainty.UNKNOWN); // the next delivery tries at once, not after the lease
        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.events(OperationEvent.Released.class))
                .extracting(OperationEvent.Released::attempt, OperationEvent.Released::certainty)
                .containsExactly(tuple(2, Certainty.NOT_STARTED));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.ClaimLostException;
import dev.semel.Execution;
import dev.semel.Operation;
import dev.semel.StoreUnavailableException;
import dev.semel.model.Certainty;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A step of another thread, about to begin while the attempt ends. It is held in the renewal of its lease, between its
 * first look at the attempt and the effect: either it is in flight when the attempt ends, or it makes no effect.
 */
final class StepTakeOffTest {

    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Thread caller = Thread.currentThread();
    private final Fixture fixture = new Fixture();
    private final CountDownLatch renewing = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final CompletableFuture<Future<String>> pay = new CompletableFuture<>();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        other.shutdownNow();
    }

    /** Holds the renewal of the other thread until {@code lets} is called, and leaves it unanswered then. */
    private FaultPlan holding(String lets) {
        return (method, request) -> {
            if (method.equals(lets)) {
                mayGoOn.countDown();
            }
            if (method.equals("renew") && !Thread.currentThread().equals(caller)) {
                renewing.countDown();
                awaitUninterruptibly(mayGoOn);
                return new Fault.FailBefore();
            }
            return new Fault.None();
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Operation<String, String> operation(FaultPlan plan, EndOfBody end) {
        FaultyStore faulty = FaultyStore.builder(fixture.records, plan)
                .waiting(fixture.clock)
                .build();
        return fixture.operation(faulty.store())
                .lease(LEASE)
                .withoutFingerprint()
                .effectsAreSteps()
                .body((order, execution) -> {
                    fixture.clock.advance(Duration.ofMinutes(6));
                    pay.complete(other.submit(() -> pay(execution)));
                    awaitUninterruptibly(renewing);
                    return end.of(execution);
                });
    }

    @FunctionalInterface
    private interface EndOfBody {
        @Nullable
        String of(Execution execution) throws Exception;
    }

    private @Nullable String pay(Execution execution) throws Exception {
        return execution.step("pay", String.class, effect -> {
            fixture.ran.add("pay");
            return "payment";
        });
    }

    @Test
    void stepMakesNoEffectOnceTheBodyHasThrown() throws Exception {
        IOException failure = new IOException("early");
        Operation<String, String> operation = operation(holding("release"), execution -> {
            throw failure;
        });

        assertThatThrownBy(() -> operation.run("42")).isSameAs(failure);

        assertThatThrownBy(() -> pay.get().get()).hasMessageContaining("began after the body had returned");
        assertThat(fixture.ran).isEmpty();
        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .as("nothing was in flight")
                .isEqualTo(Certainty.NOT_EXECUTED);
    }

    @Test
    void stepMakesNoEffectOnceTheBodyHasReturned() throws Exception {
        assertThat(operation(holding("complete"), execution -> "done").run("42"))
                .isEqualTo("done");

        assertThatThrownBy(() -> pay.get().get()).hasMessageContaining("began after the body had returned");
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void stepMakesNoEffectOnceTheClaimIsFoundLost() throws Exception {
        Operation<String, String> operation = operation(holding("nothing"), execution -> {
            fixture.clock.advance(LEASE);
            fixture.claimByAnother("42", Fingerprint.NONE, LEASE);
            fixture.clock.set(Fixture.START.plus(Duration.ofMinutes(7))); // a clock that was set back
            assertThatThrownBy(() -> execution.step("mail", effect -> {})).isInstanceOf(ClaimLostException.class);
            mayGoOn.countDown();
            return pay.get().get();
        });

        assertThatThrownBy(() -> operation.run("42")).hasRootCauseInstanceOf(ClaimLostException.class);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void renewalWithoutAnAnswerSaysSoOnceTheLeaseIsOver() {
        FaultyStore faulty = FaultyStore.builder(
                        fixture.records,
                        (method, request) -> method.equals("renew") ? new Fault.FailBefore() : new Fault.None())
                .waiting(fixture.clock)
                .build();
        Operation<String, String> operation = fixture.operation(faulty.store())
                .lease(LEASE)
                .body((order, execution) -> {
                    fixture.clock.advance(LEASE);
                    return pay(execution);
                });
        assertThatThrownBy(() -> operation.run("42")).isInstanceOf(StoreUnavailableException.class);
        assertThat(fixture.ran).isEmpty();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Mistakes that show where one instance serves several invocations at once. */
final class ManagedInstancesTest {

    private static ProverBuilder atOnce(Function<World, RequestStreamHandler> handler, int concurrency) {
        return Prover.of(handler)
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(Rule.exactlyOnce("charge"))
                .systematic(100_000, 2)
                .random(0, 1)
                .concurrency(concurrency);
    }

    @Test
    void fieldThatHoldsOneInvocationsOrderIsFoundWhereAnInstanceServesTwoAtOnce() {
        Proof proof =
                atOnce(world -> SourceZoo.keepsTheOrderInAField(world, true), 2).prove();
        System.out.println(proof);
        assertThat(proof).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.coverage().systematic()).isLessThanOrEqualTo(100);
            assertThat(broken.toString()).contains("in the BUSY instance of #", "local variables");
        });
        assertThat(atOnce(world -> SourceZoo.keepsTheOrderInAField(world, true), 1)
                        .prove())
                .as("is missed where each invocation has an instance of its own")
                .isInstanceOf(Proof.Held.class);
        Proof held = atOnce(world -> SourceZoo.keepsTheOrderInAField(world, false), 2)
                .prove();
        System.out.println(held);
        assertThat(held).isInstanceOf(Proof.Held.class);
        assertThat(held.coverage().reach().troubles().get("own instance beside one with room"))
                .isPositive();
    }

    @Test
    void timeoutEndsTheProcessOnlyWhereAnInstanceServesOneInvocation() {
        ProverBuilder proof = Prover.of(world -> SourceZoo.marksUnderALease(world, false))
                .event("order-1", "order-1")
                .rules(Rule.atMostOnce("charge"))
                .systematic(100_000, 2)
                .random(200, 1);
        assertThat(proof.prove()).isInstanceOf(Proof.Held.class);
        Proof found = proof.concurrency(2).prove();
        System.out.println(found);
        assertThat(found.toString()).contains("TIMES OUT for its source, and goes on", "in the BUSY instance of #1");
        Proof held = Prover.of(world -> SourceZoo.marksUnderALease(world, true))
                .event("order-1", "order-1")
                .rules(Rule.atMostOnce("charge"))
                .concurrency(2)
                .repeating("1.2.0:FREEZE_PAST_TIMEOUT:0")
                .prove();
        assertThat(held.toString()).startsWith("No violation").contains("begun before, which the platform drops");
    }

    /** The promise of a lease ends with the process, so there is none where no process ends. */
    @Test
    void noLeaseKeepsAnInvocationAloneThatGoesOnAfterItsTimeout() {
        ProverBuilder proof = Prover.of(Zoo::semel)
                .event("order-1", "order-1")
                .rules(Rule.alone())
                .unjudged("charge")
                .systematic(10_000, 1)
                .random(0, 1);
        assertThat(proof.prove()).isInstanceOf(Proof.Held.class);
        assertThat(proof.concurrency(2).prove().toString())
                .contains("made 'charge' for order-1 while attempt 1 was running", "no lease covers that");
    }

    /** A rule sees the answers that reached a caller, and no other. */
    @Test
    void answerAfterTheTimeoutIsDropped() {
        ProverBuilder proof = Prover.of(SourceZoo::tellsThatItIsLate)
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"), Rule.equalAnswers())
                .concurrency(2);
        assertThat(proof.systematic(10_000, 1).random(0, 1).prove()).isInstanceOf(Proof.Held.class);
        Proof late = proof.repeating("1.1.0:FREEZE_PAST_TIMEOUT:0").prove();
        assertThat(late).isInstanceOf(Proof.Held.class);
        assertThat(late.toString()).contains("answers charged too late, which the platform drops", "answers charged\n");
    }

    @Test
    void invocationThatWaitsForTheLockOfAnotherOneLetsItGoOn() {
        Proof held = atOnce(SourceZoo::locksTheInstance, 2).prove();
        System.out.println(held);
        assertThat(held).isInstanceOf(Proof.Held.class);
    }

    /** A thread that served an invocation before may serve the one that holds the monitor now. */
    @Test
    void monitorThatAnInvocationHoldsIsNoLeak() {
        Proof held = atOnce(
                        world -> {
                            Object monitor = new Object();
                            return Zoo.handler((order, context) -> {
                                synchronized (monitor) {
                                    world.effect("charge").honouringKeys().happen(order, order);
                                    return "charged";
                                }
                            });
                        },
                        2)
                .random(500, 1)
                .prove();
        assertThat(held).isInstanceOf(Proof.Held.class);
    }

    @Test
    @SuppressWarnings("LockNotBeforeTry") // the mistake that is refused
    void lockThatAnInvocationKeepsBeyondItsEndIsRefused() {
        ProverBuilder proof = atOnce(
                world -> {
                    ReentrantLock lock = new ReentrantLock();
                    return Zoo.handler((order, context) -> {
                        lock.lock();
                        world.effect("charge").honouringKeys().happen(order, order);
                        lock.unlock(); // never, after a failure
                        return "charged";
                    });
                },
                2);
        assertThatThrownBy(proof::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended and holds a lock");
    }

    @Test
    void crashEndsEveryInvocationOfItsInstance() {
        Rule oneMinuteLater = Rule.that(
                "charges of the redeliveries only",
                end -> end.effects().stream().map(EndOfHistory.MadeEffect::key).allMatch("at 60 s"::equals),
                "charge");
        ProverBuilder proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    long now = Duration.between(Instant.EPOCH, world.clock().instant())
                            .toSeconds();
                    world.effect("charge").happen(order, "at " + now + " s");
                    return "charged";
                }))
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(oneMinuteLater)
                .startingAt(Instant.EPOCH)
                .repeating("1.1.0:FREEZE:0 2.1.0:CRASH_BEFORE:0");
        assertThat(proof.concurrency(2).prove()).isInstanceOf(Proof.Held.class);
        assertThat(proof.concurrency(1).prove().toString()).contains("charge of order-1");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Handlers that the prover cannot control are refused. */
final class ControlTest {

    @Test
    void handlerThatWaitsForSomethingElseIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        ProverBuilder stuck = Prover.of(world -> Zoo.handler((order, context) -> {
                    never.await();
                    return "";
                }))
                .event("order-1", "order-1")
                .rules(Rule.alone())
                .longestTurn(Duration.ofMillis(50));
        assertThatThrownBy(stuck::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Attempt 1 of a history neither ends nor comes to a point");
        never.countDown();
    }

    @Test
    void handlerThatGoesOnAfterTheEndOfItsHistoryIsNamed() {
        ProverBuilder endless = Prover.of(world -> Zoo.handler((order, context) -> {
                    while (true) {
                        try {
                            world.effect("charge").happen(order, order);
                            return "charged";
                        } catch (Error again) {
                            // tries again, whatever it was
                        }
                    }
                }))
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"));
        assertThatThrownBy(endless::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("catches every Throwable");
    }

    @Test
    void threadBesideItsInvocationIsNamed() {
        assertThreadIsNamed((world, threads, order) -> {
            Future<?> other = threads.submit(() -> world.effect("mail").happen(order, order));
            world.effect("charge").happen(order, order);
            other.get();
        });
    }

    @Test
    void threadThatItsInvocationWaitsForIsNamed() {
        assertThreadIsNamed((world, threads, order) -> {
            world.effect("charge").happen(order, order);
            threads.submit(() -> world.effect("mail").happen(order, order)).get();
        });
    }

    /** A handler's work with an executor of its own. */
    private interface Work {
        void run(World world, ExecutorService threads, String order) throws Exception;
    }

    private static void assertThreadIsNamed(Work work) {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            ProverBuilder careless = Prover.of(world -> Zoo.handler((order, context) -> {
                        work.run(world, threads, order);
                        return "charged";
                    }))
                    .event("order-1", "order-1")
                    .rules(Rule.oneKey("charge"))
                    .longestTurn(Duration.ofSeconds(2));
            assertThatThrownBy(careless::prove)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("from a thread of its own");
        } finally {
            threads.shutdownNow();
        }
    }
}

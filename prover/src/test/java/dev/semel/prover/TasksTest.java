// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.example.shop.LockingOrders;
import dev.semel.Operation;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import dev.semel.lambda.SqsSource;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks of a handler run under the prover's control. */
final class TasksTest {

    private static Operation<SqsMessage, String> charging(World world) {
        return SqsSource.operationPerDelivery(world.idempotency().build(), "charge", String.class)
                .withoutFingerprint()
                .body((message, execution) -> {
                    world.effect("charge").happen(message.body(), execution.effectKey("charge"));
                    return "charged";
                });
    }

    private static ProverBuilder twoMessages(Function<World, RequestStreamHandler> handler) {
        return Prover.of(handler)
                .source(Source.queue())
                .event("order-1", Zoo.message("order-1"))
                .event("order-2", Zoo.message("order-2"))
                .rules(Rule.oneKey("charge"), Rule.recovers("charge"));
    }

    private static long turns(Proof proof) {
        return proof.coverage().reach().troubles().getOrDefault(ProverAction.TURN.words(), 0L);
    }

    @Test
    void handlerWithItsDefaultRecorderIsProven() {
        Proof proof = twoMessages(world -> SqsHandler.of(charging(world), BatchPolicy.defaults()))
                .systematic(100_000, 1)
                .random(300, 1)
                .prove();
        System.out.println("default recorder: " + proof);
        assertThat(proof).isInstanceOf(Proof.Held.class);
        assertThat(turns(proof)).isPositive();
    }

    @Test
    void handlerOfBatchesWithASourceThatReadsNoItemFailuresIsRefused() {
        for (Source source : List.of(Source.asynchronous(), Source.request())) {
            ProverBuilder proof = twoMessages(world -> SqsHandler.of(charging(world), BatchPolicy.defaults()));
            assertThatThrownBy(() -> proof.source(source).prove())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("answers with batchItemFailures, which the source " + source.kind());
        }
    }

    @Test
    void handlerThatServesTwoInvocationsAtOnceIsProven() {
        Proof proof = twoMessages(world ->
                        SqsHandler.of(charging(world), BatchPolicy.defaults().failures(item -> {})))
                .source(Source.queue().batchSize(1))
                .concurrency(2)
                .systematic(100_000, 1)
                .random(300, 1)
                .prove();
        System.out.println("two invocations at once: " + proof);
        assertThat(proof).isInstanceOf(Proof.Held.class);
        assertThat(turns(proof)).isPositive();
    }

    @Test
    void parallelBodiesAreProven() {
        Proof proof = twoMessages(world ->
                        SqsHandler.of(charging(world), BatchPolicy.defaults().parallel(world.executor())))
                .systematic(100_000, 1)
                .random(300, 1)
                .prove();
        System.out.println("parallel bodies: " + proof);
        assertThat(proof).isInstanceOf(Proof.Held.class);
        assertThat(turns(proof)).isPositive();
    }

    /** The ways to wait for tasks. */
    interface Waits {
        void forAll(ExecutorService executor, List<Callable<String>> tasks) throws Exception;
    }

    private static Callable<String> charge(World world, String order, String part) {
        return () -> {
            world.effect("charge").honouringKeys().happen(order, order + part);
            return part;
        };
    }

    /** The first part is done when the second begins, however the handler waits. */
    private static final class Monitor {

        private int done;

        synchronized void done() {
            done++;
            notifyAll();
        }

        synchronized void await(int number) throws InterruptedException {
            while (done < number) {
                wait();
            }
        }
    }

    static List<Waits> waits() {
        return List.of(
                (executor, tasks) -> {
                    List<Future<String>> futures = new ArrayList<>();
                    tasks.forEach(task -> futures.add(executor.submit(task)));
                    for (Future<String> future : futures) {
                        future.get();
                    }
                },
                (executor, tasks) -> {
                    for (Future<String> future : executor.invokeAll(tasks)) {
                        future.get();
                    }
                },
                (executor, tasks) -> CompletableFuture.allOf(tasks.stream()
                                .map(task -> CompletableFuture.runAsync(() -> call(task), executor))
                                .toArray(CompletableFuture[]::new))
                        .join(),
                (executor, tasks) -> {
                    CountDownLatch latch = new CountDownLatch(tasks.size());
                    tasks.forEach(task -> executor.execute(() -> {
                        try {
                            call(task);
                        } finally {
                            latch.countDown();
                        }
                    }));
                    latch.await();
                },
                (executor, tasks) -> {
                    Monitor monitor = new Monitor();
                    tasks.forEach(task -> executor.execute(() -> {
                        try {
                            call(task);
                        } finally {
                            monitor.done();
                        }
                    }));
                    monitor.await(tasks.size());
                },
                (executor, tasks) -> {
                    tasks.forEach(task -> executor.execute(() -> call(task)));
                    executor.close();
                });
    }

    private static void call(Callable<String> task) {
        try {
            task.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProverBuilder inParts(Waits waits) {
        return Prover.of(world -> Zoo.handler((order, context) -> {
                    waits.forAll(
                            world.executor(), List.of(charge(world, order, "/left"), charge(world, order, "/right")));
                    return "charged";
                }))
                .event("order-1", "order-1")
                .duplicates(0);
    }

    private static boolean hasBothParts(EndOfHistory end) {
        return end.answers("order-1").isEmpty() || end.effects("charge").size() == 2;
    }

    @ParameterizedTest
    @MethodSource("waits")
    void everyWayToWaitIsFollowed(Waits waits) {
        Proof proof = inParts(waits)
                .rules(Rule.that("both parts take place", TasksTest::hasBothParts, "charge"))
                .switches(Switches.without(Set.of(ProverAction.FAIL, ProverAction.OUTAGE, ProverAction.LOSE_REPLY)))
                .systematic(100_000, 2)
                .random(50, 1)
                .prove();
        System.out.println("waits: " + proof.coverage());
        assertThat(proof).isInstanceOf(Proof.Held.class);
        assertThat(turns(proof)).isPositive();
    }

    static RequestStreamHandler leavesItToATask(World world, boolean waits) {
        return Zoo.handler((order, context) -> {
            Future<String> charged = world.executor().submit(charge(world, order, ""));
            if (waits) {
                charged.get();
            }
            return "charged";
        });
    }

    /** Two tasks look for a mark, and charge if there is none; or each holds a monitor meanwhile. */
    static RequestStreamHandler asksTwice(World world, boolean holdsAMonitor) {
        return Zoo.handler((order, context) -> {
            Object monitor = new Object();
            Executor executor = world.executor();
            Runnable task = () -> {
                GuardTable table = Zoo.table(world);
                if (table.get(order) == null) {
                    table.put(order, Zoo.mark(world, "me"));
                    world.effect("charge").happen(order, order);
                }
            };
            Runnable alone = () -> {
                synchronized (monitor) {
                    task.run();
                }
            };
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(holdsAMonitor ? alone : task, executor),
                            CompletableFuture.runAsync(holdsAMonitor ? alone : task, executor))
                    .join();
            return "charged";
        });
    }

    private static Proof proof(Function<World, RequestStreamHandler> handler, Rule rule, Set<ProverAction> without) {
        return Prover.of(handler)
                .source(Source.request())
                .event("order-1", "order-1")
                .duplicates(0)
                .rules(rule)
                .switches(Switches.without(without))
                .systematic(50_000, 1)
                .random(0, 1)
                .prove();
    }

    @Test
    void taskThatNobodyWaitsForIsLost() {
        Rule rule = Rule.exactlyOnce("charge");
        Set<ProverAction> faults = Set.of(ProverAction.FAIL, ProverAction.OUTAGE);
        Set<ProverAction> faultsAndTurns = Set.of(ProverAction.FAIL, ProverAction.OUTAGE, ProverAction.TURN);
        Proof found = proof(world -> leavesItToATask(world, false), rule, faults);
        System.out.println("task that nobody waits for: " + found);
        assertThat(found).isInstanceOf(Proof.Broken.class);
        assertThat(found.coverage().systematic()).isLessThan(20);
        assertThat(proof(world -> leavesItToATask(world, true), rule, Set.of())).isInstanceOf(Proof.Held.class);
        assertThat(proof(world -> leavesItToATask(world, false), rule, faultsAndTurns))
                .isInstanceOf(Proof.Held.class);
    }

    @Test
    void raceOfTwoTasksIsFound() {
        Rule rule = Rule.atMostOnce("charge");
        Proof found = proof(world -> asksTwice(world, false), rule, Set.of());
        System.out.println("race of two tasks: " + found);
        assertThat(found).isInstanceOf(Proof.Broken.class);
        assertThat(found.coverage().systematic()).isLessThan(50);
        assertThat(proof(world -> asksTwice(world, true), rule, Set.of())).isInstanceOf(Proof.Held.class);
        assertThat(proof(world -> asksTwice(world, false), rule, Set.of(ProverAction.TURN)))
                .isInstanceOf(Proof.Held.class);
    }

    private static ProverBuilder locking(Function<World, RequestStreamHandler> handler) {
        return Prover.of(handler)
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"))
                .unjudged("look")
                .systematic(10_000, 1)
                .random(0, 1);
    }

    static ProverBuilder twoLocks(Supplier<Object> lock, boolean inOrder) {
        return locking(world -> LockingOrders.inTasks(world, lock, inOrder));
    }

    static Stream<Arguments> locks() {
        return Stream.of(
                Arguments.of((Supplier<Object>) Object::new, "the monitor of a Object"),
                Arguments.of((Supplier<Object>) ReentrantLock::new, "a ReentrantLock"));
    }

    @ParameterizedTest
    @MethodSource("locks")
    void deadlockOfTasksIsFoundWithItsLocksAndLines(Supplier<Object> lock, String name) {
        Proof found = twoLocks(lock, false).prove();
        System.out.println(found);
        assertThat(found).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.counterexample().violation().rule()).contains("wait for each other for ever");
            assertThat(broken.counterexample().violation().what())
                    .contains("task 1 of attempt 1 waits for " + name
                            + ", which task 2 of attempt 1 holds (LockingOrders.java:")
                    .contains("task 2 of attempt 1 waits for " + name
                            + ", which task 1 of attempt 1 holds (LockingOrders.java:");
        });
        Proof held = twoLocks(lock, true).prove();
        assertThat(held).isInstanceOf(Proof.Held.class);
    }

    /** Its threads hold the monitors for ever, so no history can follow; that is found without any time. */
    @Test
    void deadlockOnMonitorsOfClassesIsFoundAtOnce() {
        Proof found = locking(LockingOrders::ofClasses)
                .longestTurn(Duration.ofDays(1))
                .prove();
        assertThat(found.toString())
                .contains("Broken: no threads of an instance wait for each other for ever")
                .contains("task 1 of attempt 1 waits for the monitor of a Class, which task 2 of attempt 1 holds"
                        + " (LockingOrders.java:");
        assertThatThrownBy(() -> locking(LockingOrders::ofClasses)
                        .longestTurn(Duration.ofDays(1))
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("waits for the monitor of a Class (LockingOrders.java:")
                .hasMessageContaining("holds for ever, in a deadlock (LockingOrders.java:");
    }

    /** Two instances are two processes, which share no monitor; here they do. */
    @Test
    void monitorOfAClassThatIsHeldDuringACallIsRefusedAtOnce() {
        assertThatThrownBy(() -> locking(LockingOrders::underTheClass)
                        .longestTurn(Duration.ofDays(1))
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "the invocation of attempt 2 waits for the monitor of a Class (LockingOrders.java:")
                .hasMessageContaining(
                        "which the invocation of attempt 1 holds in another instance (LockingOrders.java:")
                .hasMessageContaining("lock an object of the handler's instance");
    }

    private static ProverBuilder atOnce(boolean inOrder) {
        return locking(world -> LockingOrders.inInvocations(world, Object::new, inOrder))
                .event("order-2", "order-2")
                .concurrency(2);
    }

    @Test
    void deadlockOfTwoInvocationsOfOneInstanceIsFound() {
        Proof found = atOnce(false).prove();
        System.out.println(found);
        assertThat(found.toString())
                .contains("Broken: no threads of an instance wait for each other for ever")
                .contains(
                        "the invocation of attempt 1 waits for the monitor of a Object, which the invocation of attempt 2"
                                + " holds (LockingOrders.java:");
        assertThat(atOnce(true).prove()).isInstanceOf(Proof.Held.class);
    }

    @Test
    @SuppressWarnings("LockNotBeforeTry") // the mistake that is refused
    void lockThatATaskKeepsBeyondItsEndIsRefused() {
        ProverBuilder proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    ReentrantLock lock = new ReentrantLock();
                    world.executor().submit(() -> lock.lock()).get();
                    lock.lock();
                    world.effect("charge").honouringKeys().happen(order, order);
                    return "charged";
                }))
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"));
        assertThatThrownBy(proof::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Task 1 of attempt 1 of a history has ended and holds a lock");
    }

    @Test
    void taskThatNeverEndsIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        ProverBuilder stuck = Prover.of(world -> Zoo.handler((order, context) -> {
                    CompletableFuture.runAsync(() -> awaiting(never), world.executor())
                            .join();
                    return "charged";
                }))
                .event("order-1", "order-1")
                .rules(Rule.alone())
                .longestTurn(Duration.ofMillis(50));
        assertThatThrownBy(stuck::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Attempt 1 of a history neither ends nor comes to a point");
        never.countDown();
    }

    private static void awaiting(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

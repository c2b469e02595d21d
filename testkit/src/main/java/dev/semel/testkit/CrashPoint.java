// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.model.PrintableText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * One simulated process that can crash. A crash is not a Java exception: the crashing thread stops where it is, and no
 * {@code catch} or {@code finally} of the code under test runs. Every thread that later calls {@link #pass()} stops
 * too, as each call of the process's {@link FaultyStore} does; let effects call it as well.
 *
 * <p>Java cannot end a thread without unwinding its stack. Stopped threads therefore wait, as daemons, until {@link
 * #close()}. They are then unwound by an {@link Error}, and every further call of theirs throws the same {@code Error}.
 * Judge the outcome of a test before closing. Thread-safe.
 *
 * <pre>{@code
 * try (CrashPoint process = new CrashPoint()) {
 *     FaultyStore faulty = FaultyStore.builder(store, FaultPlan.onCall(2, new Fault.CrashBefore()))
 *         .crashPoint(process).build();
 *     Fate<Receipt> fate = process.run(() -> operation(faulty.store()).run(order, deadline));
 *     assertThat(fate).isEqualTo(new Fate.Crashed<>());
 * }
 * }</pre>
 */
public final class CrashPoint implements AutoCloseable {

    /** The time that {@link #close()} waits for each stopped thread to unwind. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CompletableFuture<Void> crashed = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** Creates a process that has not crashed. */
    public CrashPoint() {}

    /**
     * The end of some work.
     *
     * @param <T> the result of the work
     */
    public sealed interface Fate<T> {

        /**
         * The work returned.
         *
         * @param value its result
         * @param <T> the result of the work
         */
        record Returned<T>(T value) implements Fate<T> {

            /** Shows the type only: the value may be a payload. */
            @Override
            public String toString() {
                return "Returned[" + PrintableText.type(value) + "]";
            }
        }

        /**
         * The work threw.
         *
         * @param failure the exception
         * @param <T> the result of the work
         */
        record Threw<T>(Throwable failure) implements Fate<T> {

            /** Shows the type only: the message may quote a payload. */
            @Override
            public String toString() {
                return "Threw[" + PrintableText.type(failure) + "]";
            }
        }

        /**
         * The process crashed.
         *
         * @param <T> the result of the work
         */
        record Crashed<T>() implements Fate<T> {}
    }

    /** Thrown at stopped threads once the test is over. It has no stack trace, because no test reads it. */
    private static final class Unwound extends Error {

        private static final long serialVersionUID = 1L;

        Unwound() {
            super("This process has crashed, and its test is over", null, false, false);
        }
    }

    /**
     * Runs {@code work} on a daemon thread of its own, and returns once it has ended or the process has crashed. In a
     * crashed process nothing runs.
     *
     * @param work the work
     * @param <T> the result of the work
     * @return the end of the work
     * @throws InterruptedException if the caller was interrupted while it waited; the work continues
     */
    public <T> Fate<T> run(Callable<T> work) throws InterruptedException {
        CompletableFuture<Fate<T>> fate = new CompletableFuture<>();
        var unused = crashed.thenRun(() -> fate.complete(new Fate.Crashed<>()));
        if (!isCrashed()) {
            Thread thread = Thread.ofPlatform().daemon().name("semel-process").unstarted(() -> {
                try {
                    fate.complete(new Fate.Returned<>(work.call()));
                } catch (Throwable e) { // the caller of run judges every throwable
                    fate.complete(new Fate.Threw<>(e));
                }
            });
            synchronized (threads) {
                threads.add(thread);
            }
            thread.start();
        }
        try {
            return fate.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A fate is never completed exceptionally", e);
        }
    }

    /**
     * Crashes the process on the calling thread: does not return before {@link #close()}, and then throws.
     *
     * @return never; declared so that callers can write {@code throw crashPoint.crash()}
     */
    public Error crash() {
        crashed.complete(null);
        throw stop();
    }

    /** Returns at once, unless the process has crashed: then the calling thread stops here. */
    public void pass() {
        if (isCrashed()) {
            throw stop();
        }
    }

    /** {@return whether the process has crashed} */
    public boolean isCrashed() {
        return crashed.isDone();
    }

    /**
     * Unwinds stopped threads and waits for those that {@link #run} started, at most 5 seconds each. Does not disturb a
     * process that has not crashed.
     */
    @Override
    public void close() {
        closed.countDown();
        if (!isCrashed()) {
            return;
        }
        List<Thread> stopped;
        synchronized (threads) {
            stopped = List.copyOf(threads);
        }
        for (Thread thread : stopped) {
            try {
                if (!thread.equals(Thread.currentThread())) {
                    thread.join(PATIENCE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits for the end of the test. Interrupts are ignored: a crashed process does not react. */
    private Error stop() {
        while (true) {
            try {
                closed.await();
                return new Unwound();
            } catch (InterruptedException e) {
                // a crashed process ignores interrupts
            }
        }
    }
}

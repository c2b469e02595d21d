// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One delivery of an event to a handler: a thread of its own, and a {@link Fate}.
 *
 * <p>A crash is a thread that never runs again. An exception would not do, because a handler could see it in a
 * {@code finally} and give its claim back, which no dead process can. The thread is virtual: parked and unreachable it
 * costs a few kilobytes, and keeps no process alive.
 */
final class DemoDelivery {

    /** Far longer than any step of the demo takes: after it the demo itself is broken. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Result of a delivery as the platform sees it. */
    enum Answer {
        ACKNOWLEDGED,
        FAILED,
        /** No answer came before the function's timeout. */
        TIMED_OUT
    }

    private final Fate fate;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private DemoDelivery(Fate fate) {
        this.fate = fate;
    }

    /** The handling of one event. */
    @FunctionalInterface
    interface Work {

        /** Handles the event. An exception fails the invocation. */
        void run(DemoDelivery delivery) throws Exception;
    }

    /** Starts a delivery. An exception of the handler is reported before the platform sees the failure. */
    static DemoDelivery start(Fate fate, Work work, Consumer<Exception> onFailure) {
        DemoDelivery delivery = new DemoDelivery(fate);
        Thread.ofVirtual().name("delivery").start(() -> delivery.run(work, onFailure));
        return delivery;
    }

    private void run(Work work, Consumer<Exception> onFailure) {
        Answer last = Answer.FAILED;
        try {
            work.run(this);
            last = Answer.ACKNOWLEDGED;
        } catch (Exception failedInvocation) { // whatever a handler throws fails its invocation, as in Lambda
            onFailure.accept(failedInvocation);
        } finally {
            if (fate instanceof Fate.Meets meeting) {
                meeting.both().countDown();
            }
            answer.complete(last);
            ended.countDown();
        }
    }

    /** Called by the delivery's thread at a point where its fate may apply. */
    void reach(Fate.Point point) throws InterruptedException {
        switch (fate) {
            case Fate.Lives lives -> {}
            case Fate.Crashes crash -> {
                if (crash.at() == point) {
                    answer.complete(Answer.TIMED_OUT);
                    neverRunAgain();
                }
            }
            case Fate.Freezes freeze -> {
                if (freeze.at() == point) {
                    answer.complete(Answer.TIMED_OUT);
                    await(freeze.thaw(), "a frozen delivery was never thawed");
                }
            }
            case Fate.Meets meeting -> {
                if (point == Fate.Point.BEFORE_EFFECT) {
                    meeting.both().countDown();
                    await(meeting.both(), "two deliveries never met");
                }
            }
        }
    }

    @SuppressWarnings("InfiniteLoopStatement") // the one loop without a bound: that is what a crash is
    private static void neverRunAgain() {
        while (true) {
            LockSupport.park();
        }
    }

    /** Waits for the result that the platform sees. */
    Answer answer() throws InterruptedException {
        try {
            return answer.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("A handler did not answer within " + BOUND, e);
        }
    }

    /** Waits until the delivery's thread has ended, including one that was frozen meanwhile. */
    void end() throws InterruptedException {
        await(ended, "a handler did not end");
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(otherwise + " within " + BOUND);
        }
    }
}

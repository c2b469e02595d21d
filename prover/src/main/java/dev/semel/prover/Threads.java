// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.escape.ReachedCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one history: each attempt has one, and the thread that made this object plays the history.
 *
 * <p>Invariant: exactly one of these threads runs at a time. {@link #turn} is the attempt whose thread runs, and null
 * while the player's thread does. The player gives the turn away in {@link #start} and {@link #resume} and then waits;
 * an attempt gives it back at its next point, or at its end, and then waits or ends. Each change of the turn is a
 * {@link Handoff}, so what one thread wrote is visible to the next, and no other class of the prover needs volatile
 * fields or locks.
 *
 * <p>Threads that break the invariant are found: a thread that the handler started itself is not the one that its
 * attempt began on, whatever {@link #turn} says when it reaches a point. The threads of a receiver over HTTP may pass
 * points, for the attempt that waits for their answer. A thread that never gives the turn back is found after the
 * longest turn. After {@link #close} every thread is unwound at its point.
 */
final class Threads implements Scheduler {

    private final Executor executor;
    private final Unwinder.OfHistory unwinder;
    private final Duration longestTurn;
    private final Timeline timeline;
    private final ReachedCode reached;
    private final Thread player = Thread.currentThread();
    private final Handoff back = new Handoff();
    private final AtomicReference<@Nullable InvocationAttempt> turn = new AtomicReference<>();
    private final Set<Thread> servers = ConcurrentHashMap.newKeySet();
    private volatile boolean uncontrolled;
    private volatile boolean closed;

    Threads(
            Executor executor,
            Unwinder.OfHistory unwinder,
            Duration longestTurn,
            Timeline timeline,
            ReachedCode reached) {
        this.executor = executor;
        this.unwinder = unwinder;
        this.longestTurn = longestTurn;
        this.timeline = timeline;
        this.reached = reached;
    }

    // ---- the player's side ----

    /** Runs an attempt from its beginning until its first point or its end. */
    void start(InvocationAttempt attempt, Supplier<AttemptAnswer> invocation) {
        turn.set(attempt);
        executor.execute(() -> run(attempt, invocation));
        awaitTurn(attempt);
    }

    /** Runs an attempt from its point until its next point or its end. */
    void resume(InvocationAttempt attempt, TurnCommand command) {
        attempt.leave(command);
        turn.set(attempt);
        attempt.go().pass();
        awaitTurn(attempt);
    }

    private void awaitTurn(InvocationAttempt attempt) {
        try {
            if (!back.await(longestTurn)) {
                throw new IllegalStateException("Attempt " + attempt.number()
                        + " of a history neither ends nor comes to a point: it waits for something that the prover does"
                        + " not control, such as a thread of its own or a clock that is not world.clock()");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a history ran", e);
        }
    }

    /** Refuses a handler that has made a call from a thread of its own. */
    void requireControl() {
        if (uncontrolled) {
            throw new IllegalStateException(
                    "The handler made a call from a thread of its own, beside or after its invocation:"
                            + " the prover controls one thread of each invocation."
                            + " Give its executors as Runnable::run");
        }
    }

    /** Unwinds all attempts: the history is judged. */
    void close(Iterable<InvocationAttempt> attempts) {
        closed = true;
        for (InvocationAttempt attempt : attempts) {
            attempt.go().pass(); // one that waits at its point
            attempt.go().pass(); // one that has crashed behind it
        }
    }

    // ---- the attempts' side ----

    private void run(InvocationAttempt attempt, Supplier<AttemptAnswer> invocation) {
        attempt.begin();
        try {
            AttemptAnswer answer = invocation.get();
            attempt.give(answer);
            pass(new YieldPoint(YieldPoint.Kind.RETURN, "end of " + attempt.number(), "", answer.label(), null));
        } catch (Stopped over) {
            return;
        }
        if (!closed) {
            attempt.end();
            giveBack();
        }
    }

    private void giveBack() {
        turn.set(null);
        back.pass();
    }

    @Override
    public <T> @Nullable T pass(
            YieldPoint point, Supplier<@Nullable T> call, Supplier<? extends RuntimeException> failure) {
        if (closed) {
            throw unwinder.stopped();
        }
        if (player.equals(Thread.currentThread())) {
            return call.get(); // a checker looks
        }
        look();
        InvocationAttempt attempt = turn.get();
        if (attempt == null || !mayPass(attempt) || !turn.compareAndSet(attempt, null)) {
            uncontrolled = true;
            throw unwinder.stopped();
        }
        attempt.arrive(point);
        back.pass();
        attempt.go().await();
        if (closed) {
            throw unwinder.stopped();
        }
        return carryOut(attempt, point, call, failure);
    }

    private boolean mayPass(InvocationAttempt attempt) {
        return attempt.isOnItsThread() || servers.contains(Thread.currentThread());
    }

    @Override
    public void serve() {
        servers.add(Thread.currentThread());
    }

    private <T> @Nullable T carryOut(
            InvocationAttempt attempt,
            YieldPoint point,
            Supplier<@Nullable T> call,
            Supplier<? extends RuntimeException> failure) {
        return switch (attempt.command()) {
            case PROCEED -> {
                T answer = call.get();
                if (point.kind() == YieldPoint.Kind.STORE) {
                    timeline.addAnswer(attempt.number(), answer);
                }
                yield answer;
            }
            case LOSE_REPLY -> {
                discardReply(call);
                throw failure.get();
            }
            case FAIL -> throw failure.get();
            case CRASH_AFTER -> {
                discardReply(call);
                giveBack();
                attempt.go().await(); // never resumed, only closed
                throw new Stopped();
            }
        };
    }

    /** Makes a call whose reply is lost, be it an answer or an exception. */
    private static void discardReply(Supplier<?> call) {
        try {
            Object unused = call.get();
        } catch (Throwable refused) {
            // the exception is the lost reply
        }
    }

    @Override
    public void look() {
        reached.look();
    }

    @Override
    public int attempt() {
        InvocationAttempt attempt = turn.get();
        return attempt == null ? 0 : attempt.number();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.escape.ReachedCode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one history: each attempt has one, and one for each task that it gave to the world's executor; the
 * thread that made this object plays the history.
 *
 * <p>Invariant: exactly one of these threads runs at a time. {@link #turn} is the strand that runs, and null while the
 * player's thread does. The player gives the turn away in {@link #start} and {@link #resume} and then waits; a strand
 * gives it back at its next point, or at its end, and then waits or ends. Each change of the turn is a {@link Handoff},
 * so what one thread wrote is visible to the next.
 *
 * <p>A strand of an attempt with tasks may also wait for another one, as for a future or a lock. {@link ParkedThreads}
 * sees that, and its turn is over. What wakes it lets it run on to its next point beside its waker, which is about to
 * stop too: the one exception to the invariant. The player goes on when all strands of the attempt have stopped.
 *
 * <p>Threads that break the invariant are found: a thread that the handler started itself belongs to no strand. The
 * threads of a receiver over HTTP may pass points, for the attempt that waits for their answer. A thread that never
 * gives the turn back is found after the longest turn. After {@link #close} every thread is unwound at its point.
 */
final class Threads implements Scheduler {

    private static final Duration SHORTEST_LOOK = Duration.ofNanos(200_000);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(50);
    private static final String UNCONTROLLED =
            "The handler made a call from a thread of its own, beside or after its invocation, which the prover does not"
                    + " control: let its tasks run on world.executor()";
    private static final String BOTH = "The handler gives tasks to world.executor() and calls an HttpReceiver in one"
            + " invocation: the prover controls one of them. Use world.effect(...) instead of the receiver";

    private final Executor executor;
    private final Unwinder.OfHistory unwinder;
    private final Duration longestTurn;
    private final Timeline timeline;
    private final ReachedCode reached;
    private final Thread player = Thread.currentThread();
    private final Handoff back = new Handoff();
    private final AtomicReference<@Nullable Strand> turn = new AtomicReference<>();
    private final Map<Thread, Strand> strands = new ConcurrentHashMap<>();
    private final Set<Thread> servers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String refusal;
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
        Strand strand = attempt.chosen();
        turn.set(strand);
        executor.execute(() -> run(strand, invocation));
        awaitTurn(strand, TurnCommand.PROCEED);
    }

    /** Runs the next strand of an attempt from its point until its next point or its end. */
    void resume(InvocationAttempt attempt, TurnCommand command) {
        Strand strand = attempt.chosen();
        Runnable task = strand.toBegin();
        attempt.leave(command);
        turn.set(strand);
        if (task == null) {
            strand.go().pass();
        } else {
            executor.execute(() -> run(strand, task));
        }
        awaitTurn(strand, command);
    }

    private void awaitTurn(Strand strand, TurnCommand command) {
        InvocationAttempt attempt = strand.attempt();
        try {
            Duration waited = Duration.ZERO;
            Duration look = SHORTEST_LOOK;
            while (!back.await(look) && !isParked(strand)) {
                waited = waited.plus(look);
                look = look.compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : look;
                requireInTime(attempt, waited);
            }
            waited = Duration.ZERO;
            while (command != TurnCommand.CRASH_AFTER && !ParkedThreads.settle(attempt)) {
                requireInTime(attempt, waited);
                waited = waited.plus(SHORTEST_LOOK);
                boolean unused = back.await(SHORTEST_LOOK); // nothing passes; time for a thread of somewhere else
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a history ran", e);
        }
        attempt.stopped();
    }

    /** {@return whether a strand waits for another one; then its turn is over} */
    private boolean isParked(Strand strand) {
        boolean isParked = strand.attempt().strands().size() > 1
                && ParkedThreads.waitsForAnother(strand)
                && turn.compareAndSet(strand, null);
        strand.parked(isParked);
        return isParked;
    }

    private void requireInTime(InvocationAttempt attempt, Duration waited) {
        if (waited.compareTo(longestTurn) >= 0) {
            throw new IllegalStateException("Attempt " + attempt.number()
                    + " of a history neither ends nor comes to a point: it waits for something that the prover does"
                    + " not control, such as a thread of its own or a clock that is not world.clock()");
        }
    }

    /** Refuses a handler that has made a call from a thread of its own. */
    void requireControl() {
        String refused = refusal;
        if (refused != null) {
            throw new IllegalStateException(refused);
        }
    }

    /** Unwinds all attempts: the history is judged. */
    void close(Iterable<InvocationAttempt> attempts) {
        closed = true;
        for (InvocationAttempt attempt : attempts) {
            attempt.strands().forEach(this::unwind);
        }
    }

    private void unwind(Strand strand) {
        Runnable task = strand.toBegin();
        if (task != null) {
            executor.execute(() -> run(strand, task)); // until its first point: another strand may wait for its end
        }
        strand.go().pass(); // one that waits at its point
        strand.go().pass(); // one that has crashed behind it
    }

    // ---- the attempts' side ----

    private void run(Strand strand, Supplier<AttemptAnswer> invocation) {
        InvocationAttempt attempt = strand.attempt();
        begin(strand);
        try {
            AttemptAnswer answer = invocation.get();
            attempt.give(answer);
            pass(new YieldPoint(YieldPoint.Kind.RETURN, "end of " + attempt.number(), "", answer.label(), null));
        } catch (Stopped over) {
            return;
        }
        if (!closed) {
            attempt.end();
            end(strand);
        }
    }

    private void run(Strand strand, Runnable task) {
        begin(strand);
        try {
            task.run();
        } catch (Throwable lost) {
            // as in the thread of an executor, nobody sees it
        }
        if (!closed) {
            end(strand);
        }
    }

    private void begin(Strand strand) {
        strands.put(Thread.currentThread(), strand);
        strand.begin();
    }

    private void end(Strand strand) {
        strand.end();
        strands.remove(Thread.currentThread());
        giveBack(strand);
    }

    private void giveBack(Strand strand) {
        if (turn.compareAndSet(strand, null)) {
            back.pass();
        }
    }

    @Override
    public void execute(Runnable task) {
        Strand strand = current();
        if (closed || strand == null) {
            throw unwinder.stopped();
        }
        if (!servers.isEmpty()) {
            refusal = BOTH;
        }
        strand.attempt().addTask(task);
    }

    /** {@return the strand of the current thread; for a thread of a receiver, the one that waits for its answer} */
    private @Nullable Strand current() {
        Strand own = strands.get(Thread.currentThread());
        return own == null && servers.contains(Thread.currentThread()) ? turn.get() : own;
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
        Strand strand = current();
        if (strand == null) {
            refusal = UNCONTROLLED;
            throw unwinder.stopped();
        }
        strand.arrive(point);
        giveBack(strand);
        strand.go().await();
        if (closed) {
            throw unwinder.stopped();
        }
        return carryOut(strand, point, call, failure);
    }

    @Override
    public void serve() {
        servers.add(Thread.currentThread());
        Strand asking = turn.get();
        if (asking != null && asking.attempt().strands().size() > 1) {
            refusal = BOTH;
        }
    }

    private <T> @Nullable T carryOut(
            Strand strand, YieldPoint point, Supplier<@Nullable T> call, Supplier<? extends RuntimeException> failure) {
        return switch (strand.command()) {
            case PROCEED -> {
                T answer = call.get();
                if (point.kind() == YieldPoint.Kind.STORE) {
                    timeline.answered(strand.attempt().number(), answer);
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
                strand.end();
                giveBack(strand);
                strand.go().await(); // never resumed, only closed
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
        Strand strand = current();
        return strand == null ? 0 : strand.attempt().number();
    }
}

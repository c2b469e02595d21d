// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.escape.ReachedCode;
import dev.semel.prover.world.Scheduler;
import dev.semel.prover.world.Stopped;
import dev.semel.prover.world.YieldPoint;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one history: each attempt has one, and one for each task that it gave to the world's executor; the
 * thread that calls {@link #play} waits for the end of the history.
 *
 * <p>Invariant: exactly one of these threads runs at a time: a strand that has the {@link #turn}, or the thread that
 * decides what comes next ({@link #deciding}). A strand gives its turn back at its next point, or at its end. It then
 * decides itself what comes next, and goes on if it is to go on, without a switch of threads; else it wakes the next
 * strand and waits. Each change of the turn is a {@link Handoff}, so what one thread wrote is visible to the next.
 *
 * <p>A strand may also wait for another one of its environment, as for a future or a lock. {@link ParkedThreads}
 * sees that, and its turn is over. What wakes it lets it run on to its next point beside its waker, which is about to
 * stop too: the one exception to the invariant. The caller of {@code play} then decides what comes next, when all
 * strands of the environment have stopped.
 *
 * <p>Threads that break the invariant are found: a thread that the handler started itself belongs to no strand. The
 * threads of a receiver over HTTP may pass points, for the attempt that waits for their answer. A thread that never
 * gives the turn back is found after the longest turn. After {@link #close} every thread is unwound at its point.
 */
public final class Threads implements Scheduler {

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
    private final boolean goesOnItself;
    private final Timeline timeline;
    private final ReachedCode reached;
    private final boolean notesLines;
    private final Function<InvocationAttempt, AttemptAnswer> invocation;
    private final Handoff nudge = new Handoff();
    private final AtomicReference<@Nullable Strand> turn = new AtomicReference<>();
    private final Map<Thread, Strand> strands = new ConcurrentHashMap<>();
    private final Set<Thread> servers = ConcurrentHashMap.newKeySet();
    private Supplier<@Nullable Strand> next = () -> null;
    private volatile @Nullable Thread deciding;
    private volatile @Nullable Strand left;
    private volatile @Nullable Throwable failure;
    private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean over;
    private volatile boolean closed;

    /**
     * Prepares the threads of a history.
     *
     * @param switches whether a strand decides itself what comes next
     * @param longestTurn the longest real time that an attempt may take from one point to the next
     * @param executor gives threads for strands
     * @param notesLines whether the line of code of each point is noted, for reports
     * @param invocation calls the handler for an attempt
     */
    public Threads(
            Switches switches,
            Duration longestTurn,
            Executor executor,
            Unwinder.OfHistory unwinder,
            Timeline timeline,
            ReachedCode reached,
            boolean notesLines,
            Function<InvocationAttempt, AttemptAnswer> invocation) {
        this.executor = executor;
        this.unwinder = unwinder;
        this.longestTurn = longestTurn;
        this.goesOnItself = switches.goesOnItself();
        this.timeline = timeline;
        this.reached = reached;
        this.notesLines = notesLines;
        this.invocation = invocation;
    }

    // ---- deciding what comes next ----

    /**
     * Plays a history to its end.
     *
     * @param deciding lets things happen until a strand has to run, and returns it; null when the history is over. Its
     *     exceptions end the history, and are thrown here
     */
    public void play(Supplier<@Nullable Strand> deciding) {
        next = deciding;
        give(decide());
        try {
            watch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a history ran", e);
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void watch() throws InterruptedException {
        long seen = turns.get();
        Duration waited = Duration.ZERO;
        Duration look = SHORTEST_LOOK;
        while (!over) {
            boolean isNudged = nudge.await(look);
            Strand running = turn.get();
            if (running != null) {
                ParkedThreads.refuseLeakedLock(running);
                if (look.compareTo(SHORTEST_LOOK) > 0) {
                    LockOfTheProcess.refuse(running, strands.values());
                }
                if (isParked(running)) {
                    left = running; // in no other case: a strand may leave its turn meanwhile
                }
            }
            decideForWhoLeftIt();
            waited = seen == turns.get() && !isNudged ? waited.plus(look) : Duration.ZERO;
            seen = turns.get();
            requireInTime(running, waited);
            look = isNudged ? SHORTEST_LOOK : look.compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : look;
        }
    }

    /** Decides what comes next for a strand that has left that to this thread, as soon as its attempt can go on. */
    private void decideForWhoLeftIt() {
        Strand strand = left;
        if (strand == null) {
            return;
        }
        boolean goesOn = hasCrashed(strand) || ParkedThreads.settle(strand.attempt());
        if (!goesOn) {
            strand.attempt().environment().strands().forEach(ParkedThreads::refuseLeakedLock);
            goesOn = Deadlock.among(strand.attempt().environment().alive()).isPresent(); // the player judges it
        }
        if (goesOn) {
            left = null;
            give(decide());
        }
    }

    /** {@return whether a strand has stopped for good, and with it the others of its attempt} */
    private static boolean hasCrashed(Strand strand) {
        return strand.hasEnded() && strand.command() == TurnCommand.CRASH_AFTER;
    }

    /** {@return whether a strand waits for another one; then its turn is over} */
    private boolean isParked(Strand strand) {
        boolean isParked = strand.attempt().environment().strands().size() > 1
                && ParkedThreads.waitsForAnother(strand)
                && turn.compareAndSet(strand, null);
        if (isParked) {
            strand.parked(true);
        }
        return isParked;
    }

    private void requireInTime(@Nullable Strand running, Duration waited) {
        Strand stuck = running == null ? left : running;
        if (stuck != null && waited.compareTo(longestTurn) >= 0) {
            throw new IllegalStateException("Attempt " + stuck.attempt().number()
                    + " of a history neither ends nor comes to a point" + whereItWaits(stuck)
                    + ": it waits for something that the prover does not control, such as a thread of its own, a lock"
                    + " that nothing frees or a clock that is not world.clock()");
        }
    }

    private static String whereItWaits(Strand strand) {
        Thread thread = strand.thread();
        String place = thread == null ? "" : Deadlock.placeOf(thread.getStackTrace());
        return place.isEmpty() ? "" : " (" + place + ")";
    }

    /** Decides on the current thread. {@return the strand that runs next; null when the history is over} */
    private @Nullable Strand decide() {
        Strand chosen = null;
        deciding = Thread.currentThread();
        try {
            chosen = next.get();
        } catch (Throwable e) {
            failure = e;
        }
        deciding = null;
        turns.incrementAndGet();
        turn.set(chosen);
        if (chosen == null) {
            over = true;
            nudge.pass();
        }
        return chosen;
    }

    /** Wakes a strand, or begins it. */
    private void give(@Nullable Strand strand) {
        if (strand == null) {
            return;
        }
        if (strand.thread() == null) {
            executor.execute(() -> run(strand));
        } else {
            strand.go().pass();
        }
    }

    /** Goes on when a strand has stopped and given its turn back. {@return whether it goes on itself} */
    private boolean goOnAfter(Strand strand) {
        boolean isLeft = !goesOnItself
                || strand.attempt().environment().strands().stream().anyMatch(Strand::isParked);
        if (isLeft) {
            left = strand;
            nudge.pass();
            return false;
        }
        Strand chosen = decide();
        if (strand.equals(chosen)) {
            return true;
        }
        give(chosen);
        return false;
    }

    /** Refuses a handler that has made a call from a thread of its own. */
    public void requireControl() {
        RuntimeException refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
    }

    /** Unwinds all attempts: the history is judged. */
    public void close(Iterable<InvocationAttempt> attempts) {
        closed = true;
        for (InvocationAttempt attempt : attempts) {
            attempt.strands().forEach(this::unwind);
        }
    }

    private void unwind(Strand strand) {
        if (strand.thread() == null && strand.number() > 0) {
            executor.execute(() -> run(strand)); // until its first point: another strand may wait for its end
        }
        strand.go().pass(); // one that waits at its point
        strand.go().pass(); // one that has crashed behind it
    }

    // ---- the strands' side ----

    private void run(Strand strand) {
        strands.put(Thread.currentThread(), strand);
        strand.begin();
        Runnable task = strand.task();
        boolean isOver = task == null ? invoke(strand.attempt()) : runTask(task);
        strands.remove(Thread.currentThread());
        if (isOver && !closed) {
            strand.end();
            if (turn.compareAndSet(strand, null)) {
                boolean unused = goOnAfter(strand);
            }
        }
    }

    /** {@return whether the invocation ended; else it was unwound} */
    private boolean invoke(InvocationAttempt attempt) {
        try {
            AttemptAnswer answer = invocation.apply(attempt);
            attempt.give(answer);
            pass(new YieldPoint(YieldPoint.Kind.RETURN, "end of " + attempt.number(), "", answer.label(), null));
        } catch (Stopped unwound) {
            return false;
        }
        if (!closed) {
            attempt.end();
        }
        return true;
    }

    private static boolean runTask(Runnable task) {
        try {
            task.run();
        } catch (Throwable lost) {
            // as in the thread of an executor, nobody sees it
        }
        return true;
    }

    @Override
    public void execute(Runnable task) {
        Strand strand = current();
        if (closed || strand == null) {
            throw unwinder.stopped();
        }
        if (!servers.isEmpty()) {
            refuse(new IllegalStateException(BOTH));
        }
        strand.attempt().addTask(task);
        nudge.pass(); // from now on a strand may be parked
    }

    /** {@return the strand of the current thread; for a thread of a receiver, the one that waits for its answer} */
    private @Nullable Strand current() {
        if (isDeciding()) {
            return null;
        }
        Strand own = strands.get(Thread.currentThread());
        return own == null && servers.contains(Thread.currentThread()) ? turn.get() : own;
    }

    /** {@return whether the current thread is not in the handler, but in a checker that looks} */
    private boolean isDeciding() {
        return Thread.currentThread().equals(deciding);
    }

    @Override
    public <T> @Nullable T pass(
            YieldPoint point,
            Supplier<@Nullable T> call,
            Supplier<@Nullable T> stale,
            Supplier<? extends RuntimeException> failing) {
        if (isDeciding()) {
            return call.get();
        }
        if (closed) {
            throw unwinder.stopped();
        }
        look();
        Strand strand = current();
        if (strand == null) {
            refuse(new IllegalStateException(UNCONTROLLED));
            throw unwinder.stopped();
        }
        strand.arrive(point, notesLines ? SourceLine.here() : "");
        if (!turn.compareAndSet(strand, null) || !goOnAfter(strand)) {
            strand.go().await();
        }
        if (closed) {
            throw unwinder.stopped();
        }
        return carryOut(strand, point, call, stale, failing);
    }

    @Override
    public void serve() {
        servers.add(Thread.currentThread());
        Strand asking = turn.get();
        if (asking != null && asking.attempt().strands().size() > 1) {
            refuse(new IllegalStateException(BOTH));
        }
    }

    @Override
    public void refuse(RuntimeException mistake) {
        refusal.compareAndSet(null, mistake);
    }

    private <T> @Nullable T carryOut(
            Strand strand,
            YieldPoint point,
            Supplier<@Nullable T> call,
            Supplier<@Nullable T> stale,
            Supplier<? extends RuntimeException> failing) {
        return switch (strand.command()) {
            case PROCEED -> {
                T answer = call.get();
                if (point.kind() == YieldPoint.Kind.STORE) {
                    timeline.addAnswer(strand.attempt().number(), answer);
                }
                yield answer;
            }
            case STALE -> {
                T answer = stale.get();
                timeline.addAnswer(strand.attempt().number(), answer);
                yield answer;
            }
            case LOSE_REPLY -> {
                discardReply(call);
                throw failing.get();
            }
            case FAIL -> throw failing.get();
            case CRASH_AFTER -> {
                discardReply(call);
                strand.end();
                if (turn.compareAndSet(strand, null)) {
                    boolean unused = goOnAfter(strand);
                }
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
        if (!isDeciding()) {
            reached.look();
        }
    }

    @Override
    public int attempt() {
        Strand strand = current();
        return strand == null ? 0 : strand.attempt().number();
    }
}

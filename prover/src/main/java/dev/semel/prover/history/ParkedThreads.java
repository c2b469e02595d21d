// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether strands wait for each other, without any timing that could change the answer.
 *
 * <p>A thread that was woken still looks parked until it runs. So a parked strand is woken, which every primitive of
 * {@code java.util.concurrent} allows for, and has to look again at what it waits for: it goes on to its next point, or
 * parks anew, which its count of waits shows. The first look may have begun before the last change, so two are needed.
 * A strand that waits in a monitor needs no waking: its state shows whether it was notified, and who owns the monitor.
 */
final class ParkedThreads {

    private static final int LOOKS = 2;

    private ParkedThreads() {}

    /** {@return whether a strand, which has its turn, waits for another strand of its environment} */
    static boolean waitsForAnother(Strand strand) {
        ThreadInfo info = info(strand);
        return info != null && isWaiting(info, strand) && !strand.hasStopped();
    }

    /**
     * Waits until no strand in the environment of an attempt moves. {@return whether something can go on there: a
     * strand is at a point, or the attempt's invocation has ended}
     */
    static boolean settle(InvocationAttempt attempt) {
        List<Strand> strands = attempt.environment().strands();
        for (int quiet = 0; quiet < strands.stream().filter(Strand::isParked).count(); quiet++) {
            for (Strand strand : strands) {
                if (strand.isParked() && movesOn(strand)) {
                    strand.parked(false);
                    quiet = -1; // what moved may have woken another one
                }
            }
        }
        return attempt.strands().get(0).hasEnded() || strands.stream().anyMatch(strand -> strand.point() != null);
    }

    /** {@return whether a parked strand has come to its next point or its end, because what it waited for happened} */
    private static boolean movesOn(Strand strand) {
        for (int looks = 0; looks < LOOKS; looks++) {
            ThreadInfo before = info(strand);
            LockSupport.unpark(strand.thread());
            ThreadInfo now = before;
            while (!strand.hasStopped() && !hasLookedAgain(before, now, strand)) {
                refuseLeakedLock(strand);
                Thread.onSpinWait();
                now = info(strand);
            }
        }
        return strand.hasStopped();
    }

    /**
     * Refuses a handler whose invocation or task has ended and keeps a lock, for which another one waits in vain.
     *
     * @throws IllegalStateException if a strand waits for such a lock
     */
    static void refuseLeakedLock(Strand strand) {
        boolean isAlone = strand.attempt().strands().size() == 1
                && !strand.attempt().environment().hasServedOthers();
        ThreadInfo info = isAlone ? null : info(strand);
        if (info == null || info.getLockOwnerId() == -1 || isOfOneThatGoesOn(info.getLockOwnerId(), strand)) {
            return;
        }
        for (Strand other : strand.attempt().environment().strands()) {
            Thread thread = other.thread();
            boolean isOver = other.hasEnded() && other.command() != TurnCommand.CRASH_AFTER; // a crash holds nothing up
            if (isOver
                    && thread != null
                    && thread.threadId() == info.getLockOwnerId()
                    && stillWaitsFor(info.getLockOwnerId(), strand)) {
                throw new IllegalStateException("Task " + other.number() + " of attempt "
                        + other.attempt().number() + " of a history has ended and holds a lock, for which its attempt"
                        + " waits: unlock it in a finally block");
            }
        }
        Optional<InvocationAttempt> over = strand.attempt()
                .environment()
                .endedOn(info.getLockOwnerId())
                .filter(ended -> stillWaitsFor(info.getLockOwnerId(), strand));
        over.ifPresent(ended -> {
            throw new IllegalStateException("Attempt " + ended.number() + " of a history has ended and holds a lock,"
                    + " for which attempt " + strand.attempt().number() + " waits in the same instance: unlock it in a"
                    + " finally block");
        });
    }

    /** {@return whether a thread is that of a strand which has not ended, whoever it served before} */
    private static boolean isOfOneThatGoesOn(long owner, Strand strand) {
        return strand.attempt().environment().strands().stream()
                .filter(other -> !other.hasEnded())
                .map(Strand::thread)
                .anyMatch(thread -> thread != null && thread.threadId() == owner);
    }

    /** {@return whether a strand waits for a thread now: one that was seen to end may have unlocked just before} */
    private static boolean stillWaitsFor(long owner, Strand strand) {
        ThreadInfo now = info(strand);
        return now != null && now.getLockOwnerId() == owner && !strand.hasStopped(); // else its thread serves another
    }

    private static boolean hasLookedAgain(@Nullable ThreadInfo before, @Nullable ThreadInfo now, Strand strand) {
        if (before == null || now == null || !isWaiting(now, strand)) {
            return false;
        }
        return isInMonitor(now, strand) || now.getWaitedCount() > before.getWaitedCount();
    }

    /** {@return whether a thread waits, and not just for a moment: for its own sleep, or for threads of others} */
    private static boolean isWaiting(ThreadInfo info, Strand waiting) {
        long owner = info.getLockOwnerId();
        if (owner != -1) {
            return waiting.attempt().environment().strands().stream()
                    .map(Strand::thread)
                    .anyMatch(thread -> thread != null && thread.threadId() == owner);
        }
        return switch (info.getThreadState()) {
            case WAITING -> true;
            case TIMED_WAITING -> info.getLockInfo() != null;
            case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        };
    }

    /** {@return whether a thread waits to enter a monitor, or for its notification} */
    private static boolean isInMonitor(ThreadInfo info, Strand strand) {
        return info.getThreadState() == Thread.State.BLOCKED
                || (info.getLockInfo() != null && LockSupport.getBlocker(strand.thread()) == null);
    }

    private static @Nullable ThreadInfo info(Strand strand) {
        Thread thread = strand.thread();
        return thread == null ? null : ManagementFactory.getThreadMXBean().getThreadInfo(thread.threadId());
    }
}

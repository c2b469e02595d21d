// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.Violation;
import dev.semel.prover.escape.ReachedCode;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds strands that wait for each other's locks: monitors, and locks that know their owner. The JVM tells; no time
 * decides. Its text has no identity of an object, so that it is the same in each run.
 */
public final class Deadlock {

    private static final String HINT =
            "take the locks in the same order everywhere, or hold one at a time, and make no call while a lock is held";

    private static final String RULE = "no threads of an instance wait for each other for ever";

    private Deadlock() {}

    /** {@return whether a broken rule is a deadlock} */
    public static boolean is(Violation violation) {
        return violation.rule().equals(RULE);
    }

    /** {@return the deadlock of some attempts, as a broken rule; empty if there is none} */
    public static Optional<Violation> among(List<InvocationAttempt> attempts) {
        List<Strand> waiting = attempts.stream()
                .filter(InvocationAttempt::isAlive)
                .flatMap(attempt -> attempt.strands().stream())
                .filter(Strand::isParked)
                .toList();
        if (waiting.size() < 2) {
            return Optional.empty();
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] stuck = threads.findDeadlockedThreads();
        if (stuck == null) {
            return Optional.empty();
        }
        Map<Long, ThreadInfo> infos = Arrays.stream(threads.getThreadInfo(stuck, Integer.MAX_VALUE))
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toMap(ThreadInfo::getThreadId, info -> info, (one, other) -> one));
        List<String> parts = new ArrayList<>();
        for (Strand strand : waiting) {
            ThreadInfo info = infos.get(idOf(strand));
            if (info != null) {
                parts.add(named(strand) + " waits for " + lock(info) + ", which " + owner(info, waiting) + " holds"
                        + line(info));
            }
        }
        return parts.size() < 2 ? Optional.empty() : Optional.of(new Violation(RULE, String.join("; ", parts), HINT));
    }

    static long idOf(Strand strand) {
        Thread thread = strand.thread();
        return thread == null ? -1 : thread.threadId();
    }

    static String named(Strand strand) {
        return (strand.number() == 0 ? "the invocation" : "task " + strand.number()) + " of attempt "
                + strand.attempt().number();
    }

    static String lock(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        String type = lock == null ? "lock" : lock.getClassName();
        return (info.getThreadState() == Thread.State.BLOCKED ? "the monitor of a " : "a ")
                + type.substring(type.lastIndexOf('.') + 1).split("\\$", 2)[0];
    }

    private static String owner(ThreadInfo info, List<Strand> waiting) {
        return waiting.stream()
                .filter(strand -> idOf(strand) == info.getLockOwnerId())
                .map(Deadlock::named)
                .findFirst()
                .orElse("another thread");
    }

    /** {@return where a thread is, with its stack; null where it is not known} */
    static @Nullable ThreadInfo info(Strand strand) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(Math.max(1, idOf(strand)), Integer.MAX_VALUE);
    }

    static String line(@Nullable ThreadInfo info) {
        String place = info == null ? "" : placeOf(info.getStackTrace());
        return place.isEmpty() ? "" : " (" + place + ")";
    }

    /** {@return file and line of the innermost frame that is of a user; empty if none is} */
    static String placeOf(StackTraceElement... frames) {
        return Arrays.stream(frames)
                .filter(frame -> ReachedCode.canBeOfAUser(frame.getClassName()) && frame.getLineNumber() > 0)
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Refuses a history in which a strand waits for a lock of the whole process, such as the monitor of a class, that a
 * thread of another instance or of an earlier history holds for good. Instances are processes of their own on the
 * platform and share no lock; here they share those of classes and statics. The JVM tells; no time decides.
 */
public final class LockOfTheProcess extends IllegalStateException {

    private static final long serialVersionUID = 1L;
    private static final String REMEDY = ". Instances are processes of their own and share no lock, but the prover runs"
            + " them in one: lock an object of the handler's instance instead of a class or a static, or make no call"
            + " while it is held";

    private LockOfTheProcess(String message) {
        super(message + REMEDY);
    }

    /**
     * Refuses a strand, which has its turn, if what it waits for cannot happen.
     *
     * @param ofTheHistory all strands of the history
     */
    static void refuse(Strand strand, Collection<Strand> ofTheHistory) {
        ThreadInfo info = Deadlock.info(strand);
        long owner = info == null ? -1 : info.getLockOwnerId();
        if (info == null
                || owner == -1
                || isOf(owner, strand.attempt().environment().strands())) {
            return;
        }
        String waiting = Deadlock.named(strand) + " waits for " + Deadlock.lock(info) + Deadlock.line(info);
        Optional<Strand> holder = ofTheHistory.stream()
                .filter(other -> Deadlock.idOf(other) == owner && other.hasStopped())
                .filter(other -> !isOfOneInstance(other, strand))
                .findFirst();
        if (holder.isPresent() && stillWaitsFor(owner, strand)) {
            throw new LockOfTheProcess(waiting + ", which " + Deadlock.named(holder.get())
                    + " holds in another instance" + Deadlock.line(Deadlock.info(holder.get())));
        }
        long[] stuck = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        if (stuck != null
                && LongStream.of(stuck).anyMatch(id -> id == owner)
                && !isOf(owner, ofTheHistory)
                && stillWaitsFor(owner, strand)) {
            throw new LockOfTheProcess(waiting + ", which a thread of an earlier history holds for ever, in a deadlock"
                    + Deadlock.line(ManagementFactory.getThreadMXBean().getThreadInfo(owner, Integer.MAX_VALUE)));
        }
    }

    private static boolean isOfOneInstance(Strand one, Strand other) {
        return one.attempt().environment().number()
                == other.attempt().environment().number();
    }

    /** {@return whether a strand waits for a thread now: its own thread serves another strand when it has ended} */
    private static boolean stillWaitsFor(long owner, Strand strand) {
        ThreadInfo now = Deadlock.info(strand);
        return now != null && now.getLockOwnerId() == owner && !strand.hasStopped();
    }

    private static boolean isOf(long thread, Collection<Strand> strands) {
        return strands.stream().anyMatch(strand -> !strand.hasEnded() && Deadlock.idOf(strand) == thread);
    }
}

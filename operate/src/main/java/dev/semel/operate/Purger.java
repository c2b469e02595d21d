// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.Waiting;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Deletes records that are past their time, where no store does it by itself: only frees space (S9). Each deletion is
 * conditional on the record that was listed, so a key that was claimed meanwhile stays. Immutable and thread-safe.
 */
public final class Purger {

    private final RepairStore store;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Pace pace;
    private final int atOnce;

    private Purger(RepairStore store, InstantSource clock, Waiting waiting, Pace pace, int atOnce) {
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
        this.pace = pace;
        this.atOnce = atOnce;
    }

    /**
     * {@return a purger with one deletion under way at a time}
     *
     * @param store the store
     * @param clock the clock that ends are compared with
     * @param waiting the way to wait between pages
     * @param pace the bounds
     */
    public static Purger of(RepairStore store, InstantSource clock, Waiting waiting, Pace pace) {
        return new Purger(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(clock, "clock"),
                Objects.requireNonNull(waiting, "waiting"),
                Objects.requireNonNull(pace, "pace"),
                1);
    }

    /**
     * {@return a purger with several deletions under way at a time} Each is a call and a condition of its own, on a
     * virtual thread that ends before the next page is read. The bounds of the pace hold as before.
     *
     * @param most the most deletions under way; 1 to 64. Take no more than the store's client has connections
     */
    public Purger atOnce(int most) {
        if (most < 1 || most > 64) {
            throw new IllegalArgumentException("most must be 1 to 64, is " + most);
        }
        return new Purger(store, clock, waiting, pace, most);
    }

    /**
     * The end of a purge.
     *
     * @param examined the number of records that were looked at, about
     * @param ended the number of records that were past their time and the margin
     * @param deleted the number of records that were deleted; the others were claimed anew meanwhile, or it was only a
     *     count
     * @param cursor the start of the next page; empty if the purge saw all. It holds a key: do not log it
     */
    public record Summary(long examined, long ended, long deleted, String cursor) {

        /** Shows no cursor, which holds a key. */
        @Override
        public String toString() {
            return "Summary[examined=" + examined + ", ended=" + ended + ", deleted=" + deleted + "]";
        }
    }

    /**
     * Deletes records that ended at least the margin ago.
     *
     * @param margin at least 10 s: more than the clocks of all clients can differ, so that fencing tokens grow over
     *     deletion too (S4)
     * @param most the most records that are deleted, up to a page more; positive
     * @param dryRun whether records are only counted
     * @return the end of the purge
     * @throws StoreException if the store gives no answer; what was deleted stays deleted
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Summary purge(Duration margin, long most, boolean dryRun) throws InterruptedException {
        if (margin.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("margin must be at least 10 s, is " + margin);
        }
        if (most < 1) {
            throw new IllegalArgumentException("most must be positive, is " + most);
        }
        Counts counts = new Counts();
        RecordWalk.Summary walked = RecordWalk.of(store, clock, waiting, pace)
                .walkPages(RecordFilter.all(), "", Long.MAX_VALUE, page -> {
                    List<RepairStore.Removal> ended = page.stream()
                            .flatMap(found -> removal(found, margin).stream())
                            .toList();
                    counts.ended += ended.size();
                    counts.deleted += dryRun ? 0 : removed(ended);
                    return counts.ended < most;
                });
        return new Summary(walked.examined(), counts.ended, counts.deleted, walked.cursor());
    }

    /** The counts of one purge; used by one thread. */
    private static final class Counts {
        private long ended;
        private long deleted;
    }

    private static Optional<RepairStore.Removal> removal(Explanation found, Duration margin) {
        return found.known()
                .filter(record -> isPast(record, found.now().minus(margin)))
                .map(record -> new RepairStore.Removal(found.name().recordId(), record));
    }

    private static boolean isPast(Known record, Instant moment) {
        return record.isExpired(moment) && !record.claim().id().equals(ClaimId.FOREIGN);
    }

    /** {@return how many of a page's records were deleted} After a failure no further deletion begins. */
    private long removed(List<RepairStore.Removal> ended) throws InterruptedException {
        Queue<RepairStore.Removal> left = new ConcurrentLinkedQueue<>(ended);
        if (atOnce == 1) {
            return removedOf(left);
        }
        List<Callable<Long>> workers = Collections.nCopies(Math.min(atOnce, ended.size()), () -> removedOf(left));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long removed = 0;
            for (Future<Long> worker : threads.invokeAll(workers)) {
                removed += worker.get();
            }
            return removed;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a deletion failed", e.getCause());
        }
    }

    private long removedOf(Queue<RepairStore.Removal> left) {
        long removed = 0;
        try {
            for (RepairStore.Removal next = left.poll(); next != null; next = left.poll()) {
                removed += store.remove(next, new StoreCall(clock.instant(), pace.callTimeout())) ? 1 : 0;
            }
            return removed;
        } catch (RuntimeException | Error e) {
            left.clear();
            throw e;
        }
    }
}

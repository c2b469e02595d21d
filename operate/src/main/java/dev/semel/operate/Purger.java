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
import java.util.Objects;

/**
 * Deletes records that are past their time, where no store does it by itself: only frees space (S9). Each deletion is
 * conditional on the record that was listed, so a key that was claimed meanwhile stays. Immutable and thread-safe.
 */
public final class Purger {

    private final RepairStore store;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Pace pace;

    private Purger(RepairStore store, InstantSource clock, Waiting waiting, Pace pace) {
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
        this.pace = pace;
    }

    /**
     * {@return a purger}
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
                Objects.requireNonNull(pace, "pace"));
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
        long[] counts = new long[2];
        RecordWalk.Summary walked = RecordWalk.of(store, clock, waiting, pace).walk(RecordFilter.all(), "", found -> {
            Known record = found.known().orElse(null);
            if (record != null && isPast(record, found.now().minus(margin))) {
                counts[0]++;
                counts[1] += !dryRun && removed(found.name().recordId(), record) ? 1 : 0;
            }
            return counts[0] < most;
        });
        return new Summary(walked.examined(), counts[0], counts[1], walked.cursor());
    }

    private static boolean isPast(Known record, Instant moment) {
        return record.isExpired(moment) && !record.claim().id().equals(ClaimId.FOREIGN);
    }

    private boolean removed(String recordId, Known record) {
        return store.remove(
                new RepairStore.Removal(recordId, record), new StoreCall(clock.instant(), pace.callTimeout()));
    }
}

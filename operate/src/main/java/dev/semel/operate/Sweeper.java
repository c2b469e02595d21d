// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.Waiting;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Finds work that stalled, and hands each key to a callback: released keys, and claims whose lease has been over for
 * more than ε, that no redelivery took over. A record keeps no payload, so the callback finds the input by the key, and
 * runs the operation again or sends the event again. What it starts is guarded as every call is, so a key that is
 * handed over twice executes once. The sweep itself changes nothing. Immutable; as thread-safe as its collaborators.
 */
public final class Sweeper {

    private static final int FAILURES_IN_A_ROW = 10;

    /** The user's way to give stalled work a new start. */
    @FunctionalInterface
    public interface Callback {

        /**
         * Gives a key a new start.
         *
         * @param stalled the key, explained by a consistent read just before
         * @throws Exception if it could not; the sweep goes on, and ends after ten failures in a row
         */
        void start(Explanation stalled) throws Exception;
    }

    /**
     * The bounds of a sweep.
     *
     * @param minimumAge the least time since the end of the lease or the release, so that the source's own redelivery
     *     comes first; not negative
     * @param keysPerSecond the most keys that are handed over in a second; 1 to 10,000
     * @param most the most keys that are handed over; positive
     */
    public record Bounds(Duration minimumAge, int keysPerSecond, long most) {

        /** Validates every part. */
        public Bounds {
            if (minimumAge.isNegative()) {
                throw new IllegalArgumentException("minimumAge must not be negative, is " + minimumAge);
            }
            if (keysPerSecond < 1 || keysPerSecond > 10_000) {
                throw new IllegalArgumentException("keysPerSecond must be 1 to 10000, is " + keysPerSecond);
            }
            if (most < 1) {
                throw new IllegalArgumentException("most must be positive, is " + most);
            }
        }
    }

    /**
     * The end of a sweep.
     *
     * @param examined the number of records that the store looked at, about
     * @param stalled the number of keys that had stalled
     * @param started the number of keys that the callback took
     * @param failed the number of keys on which it failed
     * @param cursor the start of the next page; empty if the sweep saw all. It holds a key: do not log it
     */
    public record Summary(long examined, long stalled, long started, long failed, String cursor) {

        /** Shows no cursor, which holds a key. */
        @Override
        public String toString() {
            return "Summary[examined=" + examined + ", stalled=" + stalled + ", started=" + started + ", failed="
                    + failed + "]";
        }
    }

    private final RepairStore store;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Pace pace;
    private final Planner planner;

    private Sweeper(RepairStore store, InstantSource clock, Waiting waiting, Pace pace, Planner planner) {
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
        this.pace = pace;
        this.planner = planner;
    }

    /**
     * {@return a sweeper}
     *
     * @param store the store
     * @param clock the clock that leases are compared with
     * @param waiting the way to wait between pages and keys
     * @param pace the bounds of reading
     * @param planner the rules, with ε
     */
    public static Sweeper of(RepairStore store, InstantSource clock, Waiting waiting, Pace pace, Planner planner) {
        return new Sweeper(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(clock, "clock"),
                Objects.requireNonNull(waiting, "waiting"),
                Objects.requireNonNull(pace, "pace"),
                Objects.requireNonNull(planner, "planner"));
    }

    /**
     * Hands over the keys that stalled. Each one is read again, consistently, just before: a key that was taken over
     * since it was listed is left out.
     *
     * @param filter the selection of keys; without situations it leaves all that stalled
     * @param bounds the bounds
     * @param callback the user's callback
     * @return the end of the sweep
     * @throws StoreException if the store gives no answer; what was handed over stays so
     * @throws InterruptedException if the thread is interrupted while it waits or hands over
     */
    public Summary sweep(RecordFilter filter, Bounds bounds, Callback callback) throws InterruptedException {
        Walked walked = new Walked(bounds, callback);
        RecordWalk.Summary summary = RecordWalk.of(store, clock, waiting, pace).walk(filter, "", walked::visit);
        if (walked.interrupted) {
            throw new InterruptedException("The sweep was interrupted");
        }
        return new Summary(summary.examined(), walked.stalled, walked.started, walked.failed, summary.cursor());
    }

    /** {@return whether a key has stalled for so long} */
    private boolean isStalled(Explanation found, Duration minimumAge) {
        Known record = found.known().orElse(null);
        return switch (found.situation()) {
            case LAPSED ->
                record instanceof InProgress held
                        && !planner.isLive(held, found.now())
                        && !held.leaseExpiresAt().plus(minimumAge).isAfter(found.now());
            case RELEASED ->
                record instanceof Released released
                        && !released.releasedAt().plus(minimumAge).isAfter(found.now());
            case ABSENT,
                    IN_PROGRESS,
                    QUARANTINED,
                    COMPLETED,
                    FINALLY_FAILED,
                    RESULT_MISSING,
                    ERASED,
                    EXPIRED,
                    FOREIGN,
                    UNREADABLE -> false;
        };
    }

    /** The course of one sweep; used by one thread. */
    private final class Walked {

        private final Bounds bounds;
        private final Callback callback;
        private final Explainer explainer;
        private long stalled;
        private long started;
        private long failed;
        private int failuresInARow;
        private boolean interrupted;

        Walked(Bounds bounds, Callback callback) {
            this.bounds = bounds;
            this.callback = callback;
            this.explainer = Explainer.of(store, clock, pace.callTimeout());
        }

        boolean visit(Explanation listed) {
            if (!goesOn() || !isStalled(listed, bounds.minimumAge())) {
                return goesOn();
            }
            Explanation now = explainer.explain(listed.name());
            if (isStalled(now, bounds.minimumAge())) {
                stalled++;
                start(now);
            }
            return goesOn();
        }

        private boolean goesOn() {
            return !interrupted && failuresInARow < FAILURES_IN_A_ROW && stalled < bounds.most();
        }

        private void start(Explanation key) {
            try {
                callback.start(key);
                started++;
                failuresInARow = 0;
                waiting.await(Duration.ofSeconds(1).dividedBy(bounds.keysPerSecond()));
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (Exception e) {
                failed++;
                failuresInARow++;
            }
        }
    }
}

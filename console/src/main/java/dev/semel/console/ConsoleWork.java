// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.Waiting;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import dev.semel.operate.Explainer;
import dev.semel.operate.Explanation;
import dev.semel.operate.Operator;
import dev.semel.operate.Pace;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordName;
import dev.semel.operate.RecordWalk;
import dev.semel.operate.Situation;
import dev.semel.store.RepairStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The abilities behind the pages: reading keys, bounded walks, and changes where they are allowed. Thread-safe. */
final class ConsoleWork {

    /** The number of records that one page looks at; it stays within seconds at the default rate. */
    static final int LOOKED_AT = 1000;

    private static final int PATIENCE_SECONDS = 10;

    private final RepairStore store;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Pace pace;
    private final List<IdentityKey> identities;
    private final Optional<Operator> operator;
    private final Semaphore walking = new Semaphore(1);

    /**
     * Makes the work.
     *
     * @param store the store
     * @param clock the clock
     * @param waiting the way to wait between pages of the store
     * @param pace the bounds of walks
     * @param identities the secrets of keyed identities, the newest first; may be empty
     * @param operator the changes; empty if none is allowed
     */
    ConsoleWork(
            RepairStore store,
            InstantSource clock,
            Waiting waiting,
            Pace pace,
            List<IdentityKey> identities,
            Optional<Operator> operator) {
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
        this.pace = pace;
        this.identities = identities.isEmpty() ? List.of(IdentityKey.plain()) : List.copyOf(identities);
        this.operator = operator;
    }

    Instant now() {
        return clock.instant();
    }

    Pace pace() {
        return pace;
    }

    Optional<Operator> operator() {
        return operator;
    }

    /** {@return the explanation of a record id} */
    Explanation explain(String recordId) {
        return explained(RecordName.ofId(recordId));
    }

    /** {@return the explanation of a key as its operation makes it, under the identity that has a record} */
    Explanation explain(IdempotencyKey key) {
        List<RecordName> names = new ArrayList<>();
        identities.forEach(identity -> names.add(RecordName.ofKey(key, identity)));
        Explanation first = explained(names.get(0));
        for (int i = 1; i < names.size() && first.situation() == Situation.ABSENT; i++) {
            Explanation older = explained(names.get(i));
            first = older.situation() == Situation.ABSENT ? first : older;
        }
        return first;
    }

    private Explanation explained(RecordName name) {
        return Explainer.of(store, clock, pace.callTimeout()).explain(name);
    }

    /**
     * Visits a part of the store. One walk runs at a time, so that the rate holds however many pages are open.
     *
     * @param filter the filter
     * @param cursor the cursor of an earlier walk; empty to begin
     * @param pageSize the most records of one page of the store
     * @param visitor the visitor
     * @return the end of the walk
     */
    RecordWalk.Summary walk(RecordFilter filter, String cursor, int pageSize, RecordWalk.Visitor visitor) {
        try {
            if (!walking.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ConsoleRefusal(503, "Another page reads the store just now. Load this page again.");
            }
            try {
                Pace bounds = new Pace(pageSize, pace.recordsPerSecond(), pace.callTimeout());
                return RecordWalk.of(store, clock, waiting, bounds).walk(filter, cursor, LOOKED_AT, visitor);
            } finally {
                walking.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConsoleRefusal(503, "The console is being stopped.");
        } catch (IllegalArgumentException e) {
            throw new ConsoleRefusal(
                    400, "The filter or the cursor in the address is none of this store. Begin again.");
        }
    }
}

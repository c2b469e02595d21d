// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.ListingStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** Explains keys: one consistent read each, and nothing is changed. Immutable and thread-safe. */
public final class Explainer {

    private final RepairStore store;
    private final InstantSource clock;
    private final Duration timeout;

    private Explainer(RepairStore store, InstantSource clock, Duration timeout) {
        this.store = store;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * {@return an explainer}
     *
     * @param store the store of the records
     * @param clock the clock that leases, windows and retentions are compared with
     * @param timeout the time that one read may take; positive
     */
    public static Explainer of(RepairStore store, InstantSource clock, Duration timeout) {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(clock, "clock");
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive, is " + timeout);
        }
        return new Explainer(store, clock, timeout);
    }

    /**
     * {@return the explanation of a key}
     *
     * @param name the name of the record
     * @throws StoreException if the store cannot answer
     */
    public Explanation explain(RecordName name) {
        return explain(name, Optional.empty());
    }

    /**
     * {@return the explanation of a key, and of a call with a payload}
     *
     * @param name the name of the record
     * @param payload the fingerprint of the payload, as the store would have it; empty for none
     * @throws StoreException if the store cannot answer
     */
    public Explanation explain(RecordName name, Optional<Fingerprint> payload) {
        Instant now = clock.instant();
        return explanation(name, store.read(name.recordId(), new StoreCall(now, timeout)), payload, now);
    }

    /**
     * {@return the explanation of a listed record} A store may have left a large result out.
     *
     * @param entry the entry of a page
     * @param now the moment of the page
     */
    public static Explanation of(ListingStore.Entry entry, Instant now) {
        return explanation(RecordName.ofId(entry.recordId()), Optional.of(entry.record()), Optional.empty(), now);
    }

    static Explanation explanation(
            RecordName name, Optional<IdempotencyRecord> found, Optional<Fingerprint> payload, Instant now) {
        IdempotencyRecord record = found.orElse(null);
        return new Explanation(
                name,
                now,
                found,
                Situation.of(record, now),
                NextDuplicate.of(record, now),
                payload.map(fingerprint -> NextDuplicate.of(record, fingerprint, now)));
    }
}

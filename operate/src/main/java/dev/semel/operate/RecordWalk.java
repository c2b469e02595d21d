// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.Waiting;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A walk through the records of a store, page by page, with at most one page in memory and a bounded rate. Immutable
 * and thread-safe.
 */
public final class RecordWalk {

    private final ListingStore store;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Pace pace;

    private RecordWalk(ListingStore store, InstantSource clock, Waiting waiting, Pace pace) {
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
        this.pace = pace;
    }

    /**
     * {@return a walk}
     *
     * @param store the store
     * @param clock the clock that times are compared with
     * @param waiting the way to wait between pages
     * @param pace the bounds
     */
    public static RecordWalk of(ListingStore store, InstantSource clock, Waiting waiting, Pace pace) {
        return new RecordWalk(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(clock, "clock"),
                Objects.requireNonNull(waiting, "waiting"),
                Objects.requireNonNull(pace, "pace"));
    }

    /** The treatment of the records that a walk finds. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Takes one record.
         *
         * @param found the record, explained; a store may have left a large result out
         * @return whether the walk goes on after the present page, which is visited to its end
         */
        boolean visit(Explanation found);
    }

    /**
     * The end of a walk.
     *
     * @param examined the number of records that the store looked at, about
     * @param matched the number of records that were visited
     * @param cursor the start of the next page; empty if the walk saw all. It holds a key: do not log it
     */
    public record Summary(long examined, long matched, String cursor) {

        /** Shows no cursor, which holds a key. */
        @Override
        public String toString() {
            return "Summary[examined=" + examined + ", matched=" + matched + "]";
        }
    }

    /**
     * Visits the records that a filter leaves, and returns how many those were. Records that change meanwhile may be
     * missed or visited twice.
     *
     * @param filter the filter
     * @param from the cursor of an earlier walk; empty to begin
     * @param visitor the visitor; after its refusal the walk ends with the present page
     * @return the end of the walk
     * @throws StoreException if the store cannot answer
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Summary walk(RecordFilter filter, String from, Visitor visitor) throws InterruptedException {
        return walk(filter, from, Long.MAX_VALUE, visitor);
    }

    /**
     * Visits the records that a filter leaves in a part of the store, for those who must answer in time.
     *
     * @param filter the filter
     * @param from the cursor of an earlier walk; empty to begin
     * @param mostExamined the number of looked-at records with whose page the walk ends, whatever the filter leaves;
     *     positive
     * @param visitor the visitor; after its refusal the walk ends with the present page
     * @return the end of the walk
     * @throws StoreException if the store cannot answer
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Summary walk(RecordFilter filter, String from, long mostExamined, Visitor visitor)
            throws InterruptedException {
        return walkPages(filter, from, mostExamined, page -> {
            boolean goesOn = true;
            for (Explanation found : page) {
                goesOn &= visitor.visit(found);
            }
            return goesOn;
        });
    }

    /** The treatment of a page of records. */
    @FunctionalInterface
    interface PageVisitor {

        /** {@return whether the walk goes on after this page} */
        boolean visit(List<Explanation> page) throws InterruptedException;
    }

    /** Visits page by page; what the visitor takes counts against the rate, too. */
    Summary walkPages(RecordFilter filter, String from, long mostExamined, PageVisitor visitor)
            throws InterruptedException {
        if (mostExamined < 1) {
            throw new IllegalArgumentException("mostExamined must be positive, is " + mostExamined);
        }
        Instant began = clock.instant();
        long examined = 0;
        long matched = 0;
        Optional<ListingStore.Query> next = Optional.of(filter.query(pace.pageSize(), from));
        while (next.isPresent()) {
            ListingStore.Query query = next.get();
            Instant now = clock.instant();
            ListingStore.Page page = store.list(query, new StoreCall(now, pace.callTimeout()));
            examined += page.examined();
            List<Explanation> found = page.entries().stream()
                    .map(entry -> Explainer.of(entry, now))
                    .filter(filter::matches)
                    .toList();
            matched += found.size();
            boolean goesOn = visitor.visit(found);
            next = page.next(query);
            if (!goesOn || examined >= mostExamined) {
                return new Summary(
                        examined, matched, next.map(ListingStore.Query::cursor).orElse(""));
            }
            if (next.isPresent()) {
                Duration early = pace.timeOf(examined).minus(Duration.between(began, clock.instant()));
                if (early.isPositive()) {
                    waiting.await(early);
                }
            }
        }
        return new Summary(examined, matched, "");
    }
}

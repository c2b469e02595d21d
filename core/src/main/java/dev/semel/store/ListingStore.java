// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.IdempotencyRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A store whose records operators can list. Listing may be slow and costly; the engine never does it. One call looks at
 * a bounded number of records and says how many, so that a tool can pace itself; it never reads a whole table.
 */
public interface ListingStore extends IdempotencyStore {

    /**
     * {@return one page of records, expired ones that are still there included, in the store's own order} Records that
     * change while pages are read may be missed or shown twice.
     *
     * @param query the query
     * @param call the moment of the call and the time that it may take
     */
    Page list(Query query, StoreCall call);

    /**
     * A query of records.
     *
     * @param recordIdPrefix the beginning of the record ids, such as {@code tenant/scope/}; empty for all
     * @param limit the most records of a page; 1 to 1000
     * @param cursor the start of the page: empty, or the cursor of the page before
     */
    record Query(String recordIdPrefix, int limit, String cursor) {

        /** Validates every part. */
        public Query {
            Objects.requireNonNull(recordIdPrefix, "recordIdPrefix");
            Objects.requireNonNull(cursor, "cursor");
            if (limit < 1 || limit > 1000) {
                throw new IllegalArgumentException("limit must be 1 to 1000, is " + limit);
            }
        }

        /** Shows no record id, which holds a key. */
        @Override
        public String toString() {
            return "Query[limit=" + limit + "]";
        }
    }

    /**
     * A page of records, and the cursor of the next one.
     *
     * @param entries the records in the store's own order; may be empty although more follow
     * @param cursor the start of the next page; empty after the last. It holds a key: do not log it
     * @param examined how many records the store looked at for this page, about; what a page costs grows with it
     */
    record Page(List<Entry> entries, String cursor, int examined) {

        /** Copies the entries; a page never holds more than were examined. */
        public Page {
            entries = List.copyOf(entries);
            Objects.requireNonNull(cursor, "cursor");
            if (examined < entries.size()) {
                throw new IllegalArgumentException(
                        "examined must be at least the number of entries, is " + examined + " of " + entries.size());
            }
        }

        /**
         * Makes a page of a store that looked at no other records.
         *
         * @param entries the records in the store's own order
         * @param cursor the start of the next page; empty after the last
         */
        public Page(List<Entry> entries, String cursor) {
            this(entries, cursor, entries.size());
        }

        /**
         * {@return the query for the next page; empty after the last}
         *
         * @param query the query
         */
        public Optional<Query> next(Query query) {
            return cursor.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Query(query.recordIdPrefix(), query.limit(), cursor));
        }

        /** Shows no record id, which holds a key. */
        @Override
        public String toString() {
            return "Page[" + entries.size() + " entries]";
        }
    }

    /**
     * A record and its id.
     *
     * @param recordId the record id
     * @param record the record; large results may be left out as {@code Missing}
     */
    record Entry(String recordId, IdempotencyRecord record) {
        /** Shows no record id, which holds a key. */
        @Override
        public String toString() {
            return "Entry[" + record + "]";
        }
    }
}

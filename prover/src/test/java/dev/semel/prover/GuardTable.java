// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The table of the guards of the zoo's handlers, with conditional writes as DynamoDB has them. */
public interface GuardTable {

    /**
     * An item.
     *
     * @param state such as {@code INPROGRESS}
     * @param owner who wrote it
     * @param until when it lapses
     * @param result what it came to
     */
    record Item(String state, String owner, Instant until, String result) {}

    @Nullable
    Item get(String key);

    void put(String key, Item item);

    /** Puts an item if there is none, or one whose {@code until} has passed and that is no result. */
    boolean claim(String key, Item item, Instant now);

    /** Replaces an item if it is still that of its owner. */
    boolean replaceOwn(String key, Item item);

    void delete(String key);

    boolean deleteOwn(String key, String owner);

    /** The table itself. */
    final class InMemory implements GuardTable {

        private final Map<String, Item> items = new ConcurrentHashMap<>();

        /** {@return a table with the same items} */
        static GuardTable copyOf(GuardTable table) {
            InMemory copy = new InMemory();
            copy.items.putAll(((InMemory) table).items);
            return copy;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof InMemory table && items.equals(table.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }

        @Override
        public @Nullable Item get(String key) {
            return items.get(key);
        }

        @Override
        public void put(String key, Item item) {
            items.put(key, item);
        }

        @Override
        public boolean claim(String key, Item item, Instant now) {
            Item there = items.get(key);
            if (there != null && (there.state.equals("COMPLETED") || there.until.isAfter(now))) {
                return false;
            }
            items.put(key, item);
            return true;
        }

        @Override
        public boolean replaceOwn(String key, Item item) {
            Item there = items.get(key);
            if (there == null || !there.owner.equals(item.owner)) {
                return false;
            }
            items.put(key, item);
            return true;
        }

        @Override
        public void delete(String key) {
            items.remove(key);
        }

        @Override
        public boolean deleteOwn(String key, String owner) {
            Item there = items.get(key);
            return there != null && there.owner.equals(owner) && items.remove(key, there);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.model.PrintableText;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The reads of a shared object that may be stale, as the eventually consistent reads of a table or of a replica are. As
 * a deviation, such a read is answered by what was there before the latest change.
 *
 * <pre>{@code
 * world.shared("table", Table.class, InMemoryTable::new, StaleReads.of(InMemoryTable::copy, "get"));
 * }</pre>
 *
 * @param <T> the type of the object
 * @param copy makes a copy that later calls of the object do not change. Copies that are {@code equal} to the object
 *     tell that a call changed nothing; for a type without {@code equals}, each call that is no read counts as a change
 * @param stale the names of the methods that only read, and may be stale
 * @param consistent the names of the methods that only read, and are never stale
 */
public record StaleReads<T>(UnaryOperator<T> copy, Set<String> stale, Set<String> consistent) {

    /** Refuses null and no stale read at all, and copies the names. */
    public StaleReads {
        Objects.requireNonNull(copy, "copy");
        stale = Set.copyOf(stale);
        consistent = Set.copyOf(consistent);
        if (stale.isEmpty()) {
            throw new IllegalArgumentException("stale is empty: name the methods whose answers may be stale");
        }
    }

    /**
     * {@return stale reads; all other methods may write}
     *
     * @param <T> the type of the object
     * @param copy makes a copy that later calls of the object do not change
     * @param stale the names of the methods that only read, and may be stale
     */
    public static <T> StaleReads<T> of(UnaryOperator<T> copy, String... stale) {
        return new StaleReads<>(copy, Set.of(stale), Set.of());
    }

    /**
     * {@return these reads, besides some that are never stale}
     *
     * @param methods the names of the methods that only read
     */
    public StaleReads<T> besides(String... methods) {
        return new StaleReads<>(copy, stale, Set.of(methods));
    }

    /** Shows the names of the methods in printable ASCII. */
    @Override
    public String toString() {
        return PrintableText.shown("StaleReads[stale=" + stale + ", consistent=" + consistent + "]");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which effects took place in one history, in their order: what the oracle judges by. Not thread-safe. */
final class EffectLedger {

    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> asked = new ArrayList<>();

    /**
     * One effect that took place.
     *
     * @param effect its name, such as {@code charge}
     * @param subject what it is about, such as an order's id
     * @param key the effect key that the receiver got; null for none
     * @param attempt the number of the invocation that made it
     */
    record Entry(String effect, String subject, @Nullable String key, int attempt) {

        /** Validates the names. */
        Entry {
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(subject, "subject");
        }
    }

    /** Adds that a receiver was asked for an effect, whether or not it took place. */
    void ask(Entry entry) {
        asked.add(entry);
    }

    /** Returns what receivers were asked for so far. */
    List<Entry> asked() {
        return List.copyOf(asked);
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /** Returns what took place so far. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns what took place of one effect on one subject. */
    List<Entry> entries(String effect, String subject) {
        return entries.stream()
                .filter(entry ->
                        entry.effect().equals(effect) && entry.subject().equals(subject))
                .toList();
    }
}

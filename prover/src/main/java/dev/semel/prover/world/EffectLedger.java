// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The effects of one history in their order, by which it is judged. Not thread-safe. */
public final class EffectLedger {

    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> requests = new ArrayList<>();

    /**
     * One effect that took place.
     *
     * @param effect its name, such as {@code charge}
     * @param subject what it is about, such as an order's id
     * @param key the effect key that the receiver got; null for none
     * @param attempt the number of the attempt that made it; 0 for none
     */
    public record Entry(
            String effect, String subject, @Nullable String key, int attempt) {

        public Entry {
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(subject, "subject");
        }

        /** {@return an effect that was counted at the end, and has no key and no attempt} */
        static Entry counted(String effect, String subject) {
            return new Entry(effect, subject, null, 0);
        }

        public boolean isOfAnAttempt() {
            return attempt > 0;
        }
    }

    /** Adds a request to a receiver, whether or not the effect takes place. */
    void request(Entry entry) {
        requests.add(entry);
    }

    /** {@return a view of the requests to receivers} */
    public List<Entry> requests() {
        return Collections.unmodifiableList(requests);
    }

    /** Adds an effect that takes place. */
    void add(Entry entry) {
        entries.add(entry);
    }

    /** {@return a view of the effects that took place} */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** {@return the effects of one name on one subject that took place} */
    public List<Entry> entries(String effect, String subject) {
        return entries.stream()
                .filter(entry ->
                        entry.effect().equals(effect) && entry.subject().equals(subject))
                .toList();
    }

    /** {@return the number of different keys, no key included, of one effect on one subject} */
    public long keys(String effect, String subject) {
        return entries(effect, subject).stream()
                .map(entry -> String.valueOf(entry.key()))
                .distinct()
                .count();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The subjects whose events have one idempotency key and different payloads, as a proof declares them. The first
 * payload that claims the key takes effect; a history then refuses the others.
 *
 * @param sets the subjects of one key each
 */
record SharedKeys(List<Set<String>> sets) {

    static final SharedKeys NONE = new SharedKeys(List.of());

    SharedKeys {
        sets = List.copyOf(sets);
    }

    /** {@return these and the subjects of one more key} */
    SharedKeys and(List<String> subjects) {
        Set<String> distinct = new HashSet<>(subjects);
        if (distinct.size() < 2 || distinct.size() < subjects.size()) {
            throw new IllegalArgumentException("sameKey(...) needs two or more different subjects, and was given "
                    + subjects.stream().map(Quoted::text).toList());
        }
        List<Set<String>> all = new ArrayList<>(sets);
        all.add(Set.copyOf(distinct));
        return new SharedKeys(all);
    }

    /** Refuses a subject without an event, or with two keys. */
    void requireFit(List<Event> events) {
        Set<String> known = events.stream().map(Event::subject).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (Set<String> set : sets) {
            for (String subject : set) {
                if (!known.contains(subject)) {
                    throw new IllegalArgumentException("sameKey(...): no event is about '" + Quoted.text(subject)
                            + "': name the subject as its event(...) does");
                }
                if (!seen.add(subject)) {
                    throw new IllegalArgumentException("sameKey(...): '" + Quoted.text(subject)
                            + "' has two keys: name all its rivals in one call");
                }
            }
        }
    }

    /** {@return the other subject of a key for which an effect took place; empty if there is none} */
    Optional<String> winnerBeside(String subject, EffectLedger ledger) {
        return sets.stream()
                .filter(set -> set.contains(subject))
                .flatMap(Set::stream)
                .filter(rival -> !rival.equals(subject))
                .sorted()
                .filter(rival -> ledger.entries().stream()
                        .anyMatch(entry -> entry.subject().equals(rival)))
                .findFirst();
    }
}

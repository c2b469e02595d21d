// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.Event;
import dev.semel.prover.text.Quoted;
import dev.semel.prover.world.EffectLedger;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param unjudged the effects that do not count, because nothing judges them
 * @param setAside the effects by which the handler refuses an event itself
 */
public record SharedKeys(List<Set<String>> sets, Set<String> unjudged, Set<String> setAside) {

    public static final SharedKeys NONE = new SharedKeys(List.of(), Set.of(), Set.of());

    public SharedKeys {
        sets = List.copyOf(sets);
        unjudged = Set.copyOf(unjudged);
        setAside = Set.copyOf(setAside);
    }

    /** {@return these and the subjects of one more key} */
    public SharedKeys and(List<String> subjects) {
        Set<String> distinct = new HashSet<>(subjects);
        if (distinct.size() < 2 || distinct.size() < subjects.size()) {
            throw new IllegalArgumentException("sameKey(...) needs two or more different subjects, and was given "
                    + subjects.stream().map(Quoted::text).toList());
        }
        List<Set<String>> all = new ArrayList<>(sets);
        all.add(Set.copyOf(distinct));
        return new SharedKeys(all, unjudged, setAside);
    }

    /** {@return these, without some effects that do not count, and with those that refuse an event} */
    public SharedKeys with(Collection<String> notJudged, Collection<String> refusing) {
        return new SharedKeys(sets, new HashSet<>(notJudged), new HashSet<>(refusing));
    }

    /** Refuses a subject without an event, or with two keys, and effects that refuse an event without any rival. */
    public void requireFit(List<Event> events) {
        if (sets.isEmpty() && !setAside.isEmpty()) {
            throw new IllegalArgumentException("setAside(...) needs sameKey(...): it is the refusal of a payload whose"
                    + " key was given for another one");
        }
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
    public Optional<String> winnerBeside(String subject, EffectLedger ledger) {
        return sets.stream()
                .filter(set -> set.contains(subject))
                .flatMap(Set::stream)
                .filter(rival -> !rival.equals(subject))
                .sorted()
                .filter(rival -> tookEffect(rival, ledger))
                .findFirst();
    }

    /** {@return whether an effect counts: it is judged, and no refusal} */
    public boolean counts(EffectLedger.Entry entry) {
        return !unjudged.contains(entry.effect()) && !setAside.contains(entry.effect());
    }

    /** {@return whether an effect that counts took place for a subject} */
    public boolean tookEffect(String subject, EffectLedger ledger) {
        return ledger.entries().stream().anyMatch(entry -> entry.subject().equals(subject) && counts(entry));
    }

    /** {@return whether the handler has refused the event of a subject itself} */
    public boolean isSetAside(String subject, EffectLedger ledger) {
        return ledger.entries().stream()
                .anyMatch(entry -> entry.subject().equals(subject) && setAside.contains(entry.effect()));
    }

    /** {@return the subjects of one key each, in order, for reports} */
    public List<List<String>> named() {
        return sets.stream().map(set -> set.stream().sorted().toList()).toList();
    }
}

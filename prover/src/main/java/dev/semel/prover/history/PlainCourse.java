// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.Event;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.world.EffectLedger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The effects and messages that the given events bring about where nothing goes wrong: each event alone, and all
 * together. By it a history is seen to have lost something, also what takes place about other subjects than those of
 * the given events, such as the parcels of an order. Immutable.
 *
 * @param effects the effects about each subject, each with the numbers of the given events from which it comes
 * @param messages the subjects of the messages that are sent, each with the numbers of the given events from which it
 *     comes
 * @param functions for each effect, the functions whose messages have it about their subject
 * @param passedOn the subjects of messages that bring other messages about
 */
public record PlainCourse(
        Map<Made, Set<Integer>> effects,
        Map<String, Set<Integer>> messages,
        Map<String, Set<String>> functions,
        Set<String> passedOn) {

    public static final PlainCourse NONE = new PlainCourse(Map.of(), Map.of(), Map.of(), Set.of());

    /** An effect about a subject. */
    record Made(String effect, String subject) {}

    /** {@return what took place in a history, in which nothing went wrong} */
    public static PlainCourse of(PlayedHistory history) {
        Deliveries deliveries = history.deliveries();
        Map<Made, Set<Integer>> effects = new LinkedHashMap<>();
        for (EffectLedger.Entry entry : history.ledger().entries()) {
            effects.computeIfAbsent(new Made(entry.effect(), entry.subject()), made -> new TreeSet<>())
                    .addAll(history.originsOf(entry.attempt()));
        }
        Map<String, Set<Integer>> messages = new LinkedHashMap<>();
        Map<String, Set<String>> functions = new LinkedHashMap<>();
        Set<String> passedOn = new TreeSet<>();
        for (int event = history.scope().events().size(); event < deliveries.size(); event++) {
            String subject = deliveries.event(event).subject();
            String function = deliveries.function(event);
            history.onlySubjectOf(deliveries.sender(event)).ifPresent(passedOn::add);
            messages.computeIfAbsent(subject, sent -> new TreeSet<>())
                    .addAll(history.originsOf(deliveries.sender(event)));
            effects.keySet().stream()
                    .filter(made -> made.subject.equals(subject))
                    .forEach(made -> functions
                            .computeIfAbsent(made.effect, effect -> new TreeSet<>())
                            .add(function));
        }
        return new PlainCourse(effects, messages, functions, passedOn);
    }

    /** {@return this course of the first event alone, as that of another event} */
    public PlainCourse of(int event) {
        return new PlainCourse(with(effects, Set.of(event)), with(messages, Set.of(event)), functions, passedOn);
    }

    private static <K> Map<K, Set<Integer>> with(Map<K, Set<Integer>> some, Set<Integer> origins) {
        Map<K, Set<Integer>> all = new LinkedHashMap<>();
        some.keySet().forEach(key -> all.put(key, origins));
        return all;
    }

    /** {@return both courses; what both have comes from the events that either names} */
    public PlainCourse and(PlainCourse other) {
        return new PlainCourse(
                joined(effects, other.effects),
                joined(messages, other.messages),
                joined(functions, other.functions),
                joined(passedOn, other.passedOn));
    }

    /** {@return both courses; what this one has comes from the events that this one names} */
    public PlainCourse before(PlainCourse other) {
        return new PlainCourse(
                joined(effects, without(other.effects, effects.keySet())),
                joined(messages, without(other.messages, messages.keySet())),
                joined(functions, other.functions),
                joined(passedOn, other.passedOn));
    }

    private static Set<String> joined(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private static <K, V> Map<K, Set<V>> without(Map<K, Set<V>> some, Set<K> known) {
        Map<K, Set<V>> left = new LinkedHashMap<>(some);
        left.keySet().removeAll(known);
        return left;
    }

    private static <K, V> Map<K, Set<V>> joined(Map<K, Set<V>> one, Map<K, Set<V>> other) {
        Map<K, Set<V>> all = new LinkedHashMap<>();
        one.forEach((key, values) -> all.put(key, new LinkedHashSet<>(values)));
        other.forEach((key, values) ->
                all.computeIfAbsent(key, absent -> new LinkedHashSet<>()).addAll(values));
        return all;
    }

    /** {@return whether an effect takes place about a subject} */
    public boolean makes(String effect, String subject) {
        return effects.containsKey(new Made(effect, subject));
    }

    /** {@return whether an effect takes place about the subject of an event, given or sent} */
    public boolean makesForAnEvent(String effect, List<Event> given) {
        return effects.keySet().stream()
                .filter(made -> made.effect.equals(effect))
                .anyMatch(made -> messages.containsKey(made.subject)
                        || given.stream().anyMatch(event -> event.subject().equals(made.subject)));
    }

    /** {@return the subjects of an effect} */
    public Set<String> subjects(String effect) {
        return effects.keySet().stream()
                .filter(made -> made.effect.equals(effect))
                .map(Made::subject)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** {@return whether no effect takes place about a subject, and no message comes from one about it} */
    public boolean isSilent(String subject) {
        return !passedOn.contains(subject) && effects.keySet().stream().noneMatch(made -> made.subject.equals(subject));
    }

    /** {@return the given events from which an effect comes; empty if none is known} */
    Set<Integer> origins(String effect, String subject) {
        return effects.getOrDefault(new Made(effect, subject), Set.of());
    }

    /** {@return whether an effect or a message comes from a given event} */
    public boolean comesFrom(int event) {
        return effects.values().stream().anyMatch(origins -> origins.contains(event))
                || messages.values().stream().anyMatch(origins -> origins.contains(event));
    }

    /** {@return whether messages to a function have an effect about their subject} */
    public boolean isOf(String function, String effect) {
        return functions.getOrDefault(effect, Set.of()).contains(function);
    }

    /** {@return the subjects of events of which nothing is known to come, though messages are sent} */
    List<String> silent(List<Event> given) {
        return messages.isEmpty()
                ? List.of()
                : IntStream.range(0, given.size())
                        .filter(event ->
                                !comesFrom(event) && isSilent(given.get(event).subject()))
                        .mapToObj(event -> given.get(event).subject())
                        .distinct()
                        .toList();
    }
}

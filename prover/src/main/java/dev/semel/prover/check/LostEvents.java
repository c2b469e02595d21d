// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Event;
import dev.semel.prover.Violation;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.history.PlainCourse;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.text.Quoted;
import dev.semel.prover.world.EffectLedger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds what was lost: a part of every rule that promises an effect. The effect is due for the given events, for every
 * other subject about which it takes place in the plain course, and for messages whose function makes it of others.
 */
final class LostEvents {

    private static final String RULE = "no event is lost: it takes effect, or comes to the dead-letter queue";

    private final String rule;
    private final String effect;

    LostEvents(String rule, String effect) {
        this.rule = rule;
        this.effect = effect;
    }

    /** {@return the violation of an event without its effect, except in the dead-letter queue} */
    Optional<Violation> unlessGivenUp(int event, PlayedHistory history) {
        return isMissing(event, history) && !history.deliveries().isDead(event) && !history.isRefused(event)
                ? Optional.of(acknowledged(event, history))
                : Optional.empty();
    }

    /**
     * {@return whether the effect of an event is due and never took place}
     *
     * @throws IllegalStateException if the plain history has it for no event: the rule then judges nothing
     */
    boolean isMissing(int event, PlayedHistory history) {
        String subject = history.event(event).subject();
        if (!history.ledger().entries(effect, subject).isEmpty()) {
            return false;
        }
        List<Event> given = history.scope().events();
        PlainCourse course = history.course();
        if (history.isPlain() && !course.makesForAnEvent(effect, given)) {
            throw new IllegalStateException(
                    Quoted.line("In the plain history, in which nothing goes wrong, the rule " + rule
                            + " has nothing to judge for " + subject + ": effects took place under the names "
                            + history.names(EffectLedger.Entry::effect) + ", about "
                            + history.names(EffectLedger.Entry::subject)
                            + ". Is a name misspelt, or does the handler do nothing for this event?"));
        }
        return isDue(event, history, course);
    }

    /**
     * {@return whether the effect is due for a given event: it has it in the plain course, or another event of its
     * function has, or nothing at all comes from the events of its function}
     */
    private boolean isDue(int event, PlayedHistory history, PlainCourse course) {
        Deliveries deliveries = history.deliveries();
        List<Event> given = history.scope().events();
        List<Integer> ofTheFunction = IntStream.range(0, given.size())
                .filter(other -> deliveries.function(other).equals(deliveries.function(event)))
                .boxed()
                .toList();
        return ofTheFunction.stream()
                        .anyMatch(other -> course.makes(effect, given.get(other).subject()))
                || ofTheFunction.stream().noneMatch(course::comesFrom);
    }

    /** {@return the violation of an event that the source believes to be done} */
    Violation acknowledged(int event, PlayedHistory history) {
        return new Violation(
                RULE,
                history.event(event).subject() + " was acknowledged, and '" + effect + "' never took place for it",
                Hints.ofLostEvent(history));
    }

    /** {@return the subjects of no given event for which the effect is due and never took place, in order} */
    List<String> missingOthers(PlayedHistory history) {
        PlainCourse course = history.course();
        Set<String> due = new LinkedHashSet<>(course.subjects(effect));
        Deliveries deliveries = history.deliveries();
        for (int sent = history.scope().events().size(); sent < deliveries.size(); sent++) {
            String subject = deliveries.event(sent).subject();
            if (course.isOf(deliveries.function(sent), effect) && isSilent(subject, history)) {
                due.add(subject);
            }
        }
        history.scope().events().forEach(event -> due.remove(event.subject()));
        return due.stream()
                .filter(subject -> history.ledger().entries(effect, subject).isEmpty())
                .toList();
    }

    /** {@return whether no effect takes place about a subject, neither here nor in the plain course} */
    private static boolean isSilent(String subject, PlayedHistory history) {
        return history.course().isSilent(subject)
                && history.ledger().entries().stream()
                        .noneMatch(entry -> entry.subject().equals(subject));
    }

    /** {@return the event in the dead-letter queue that excuses a missing effect; empty if none does} */
    Optional<Integer> givenUp(String subject, PlayedHistory history) {
        return history.deliveries()
                .deadAbout(subject)
                .or(() -> history.origins(effect, subject).stream()
                        .map(origin -> history.event(origin).subject())
                        .flatMap(origin -> history.deliveries().deadAbout(origin).stream())
                        .findFirst());
    }

    /** {@return whether the event from which an effect would have come was refused} */
    boolean isRefused(String subject, PlayedHistory history) {
        return history.origins(effect, subject).stream().anyMatch(history::isRefused);
    }

    /** {@return the violation of the first effect about another subject that is missing and not excused} */
    Optional<Violation> others(PlayedHistory history) {
        return missingOthers(history).stream()
                .filter(subject -> givenUp(subject, history).isEmpty() && !isRefused(subject, history))
                .findFirst()
                .map(subject -> lost(subject, history));
    }

    /** {@return the violation of an effect about another subject that never comes} */
    Violation lost(String subject, PlayedHistory history) {
        List<String> origins = history.origins(effect, subject).stream()
                .map(origin -> history.event(origin).subject())
                .toList();
        return new Violation(
                RULE,
                "'" + effect + "' never took place for " + subject
                        + (origins.isEmpty() ? "" : ", which comes from " + String.join(", ", origins))
                        + ", and nothing is left to deliver",
                Hints.ofLostEvent(history));
    }
}

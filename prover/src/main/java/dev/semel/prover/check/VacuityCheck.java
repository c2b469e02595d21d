// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Event;
import dev.semel.prover.text.Quoted;
import dev.semel.prover.world.EffectLedger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses a proof in which a rule had nothing to judge, as with a misspelt name: such a rule was not kept but missed.
 */
public final class VacuityCheck {

    private static final int MOST_SUBJECTS = 5;

    private final List<String> subjectsOfEvents;
    private final Set<String> effects = new TreeSet<>();
    private final Set<String> subjects = new TreeSet<>();
    private final Set<String> effectsOfEvents = new HashSet<>();
    private boolean request;

    public VacuityCheck(List<Event> events) {
        this.subjectsOfEvents = events.stream().map(Event::subject).distinct().toList();
    }

    /** Adds the effects of one history. */
    public void add(EffectLedger ledger) {
        request |= !ledger.requests().isEmpty();
        for (EffectLedger.Entry entry : ledger.entries()) {
            effects.add(entry.effect());
            if (subjects.size() < MOST_SUBJECTS) {
                subjects.add(entry.subject());
            }
            if (subjectsOfEvents.contains(entry.subject())) {
                effectsOfEvents.add(entry.effect());
            }
        }
    }

    /** {@return whether the effect took place in some history} */
    boolean hasEffect(String effect) {
        return effects.contains(effect);
    }

    /** {@return whether the effect took place about the subject of an event} */
    boolean hasEffectOfAnEvent(String effect) {
        return effectsOfEvents.contains(effect);
    }

    /** {@return whether a receiver was asked for an effect in some history} */
    boolean hasRequest() {
        return request;
    }

    /**
     * Checks that each rule had something to judge.
     *
     * @throws IllegalStateException if one had nothing
     */
    public void requireJudged(List<Checker> checkers) {
        for (Checker checker : checkers) {
            if (!checker.hadSomethingToJudge(this)) {
                throw new IllegalStateException(Quoted.line("The rule " + checker.rule()
                        + " had nothing to judge in any history: effects took place under the names " + effects
                        + ", about " + subjects + ", and events are about " + subjectsOfEvents));
            }
        }
    }
}

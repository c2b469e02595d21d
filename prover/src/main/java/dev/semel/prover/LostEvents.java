// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.Optional;

/** Finds events whose effect never took place: a part of every rule that promises the effect. */
final class LostEvents {

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
     * {@return whether the effect of an event never took place}
     *
     * @throws IllegalStateException if the plain history has it for no event: the rule then judges nothing
     */
    boolean isMissing(int event, PlayedHistory history) {
        String subject = history.event(event).subject();
        if (!history.ledger().entries(effect, subject).isEmpty()) {
            return false;
        }
        if (history.isPlain() && !tookPlaceForAnEvent(history)) {
            throw new IllegalStateException(
                    Quoted.line("In the plain history, in which nothing goes wrong, the rule " + rule
                            + " has nothing to judge for " + subject + ": effects took place under the names "
                            + history.names(EffectLedger.Entry::effect) + ", about "
                            + history.names(EffectLedger.Entry::subject)
                            + ". Is a name misspelt, or does the handler do nothing for this event?"));
        }
        return true;
    }

    /** {@return whether the effect took place for some event: then its name is right, and this event is lost} */
    private boolean tookPlaceForAnEvent(PlayedHistory history) {
        return history.scope().events().stream()
                .anyMatch(event ->
                        !history.ledger().entries(effect, event.subject()).isEmpty());
    }

    /** {@return the violation of an event that the source believes to be done} */
    Violation acknowledged(int event, PlayedHistory history) {
        return new Violation(
                "no event is lost: it takes effect, or comes to the dead-letter queue",
                history.event(event).subject() + " was acknowledged, and '" + effect + "' never took place for it",
                Hints.ofLostEvent(history));
    }
}

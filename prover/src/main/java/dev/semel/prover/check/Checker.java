// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.EndOfHistory;
import dev.semel.prover.Event;
import dev.semel.prover.Rule;
import dev.semel.prover.Source;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.world.EffectLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that the prover knows of one rule. Keeps no state of a history, so that one checker judges all histories
 * of a proof. A checker implements what its rule is about; the other methods find nothing.
 */
public interface Checker {

    /**
     * {@return the checker of a rule}
     *
     * <p>The only switch over rules: a new rule does not compile until it has a checker here.
     *
     * @param ends makes a history that is over fit for a rule of a user's own
     */
    static Checker of(Rule rule, Function<PlayedHistory, EndOfHistory> ends) {
        return switch (rule) {
            case Rule.ExactlyOnce once -> new ExactlyOnceChecker(once.effect());
            case Rule.AtMostOnce once -> new AtMostOnceChecker(once.effect());
            case Rule.OneKey one -> new OneKeyChecker(one.effect());
            case Rule.Recovers recovers -> new RecoversChecker(recovers.effect());
            case Rule.EqualAnswers answers -> new EqualAnswersChecker();
            case Rule.InOrder order -> new InOrderChecker(order.effect());
            case Rule.Alone alone -> new AloneChecker();
            case Rule.That that -> new CustomChecker(that, ends);
        };
    }

    /** {@return the rule as a proof declares it, for messages} */
    String rule();

    /** {@return the effects that the rule names} */
    default Set<String> effects() {
        return Set.of();
    }

    /** {@return whether there was something to judge in all histories of a proof together} */
    boolean hadSomethingToJudge(VacuityCheck seen);

    /**
     * Refuses a rule that does not fit the proof, before anything is played.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    default void requireFit(Source source, List<Event> events) {}

    /**
     * Refuses a rule about an effect that is only counted, which has neither keys nor order.
     *
     * @throws IllegalStateException if the rule needs them
     */
    default void requireJudgeable(Set<String> countedEffects) {}

    /** Judges an effect that took place. */
    default Optional<Violation> onEffect(EffectLedger.Entry effect, PlayedHistory history) {
        return Optional.empty();
    }

    /**
     * Judges a request to a receiver, whether or not the effect took place.
     *
     * @param earlier the requests before it
     */
    default Optional<Violation> onRequest(
            EffectLedger.Entry request, List<EffectLedger.Entry> earlier, PlayedHistory history) {
        return Optional.empty();
    }

    /** Judges one event when the history is over. */
    default Optional<Violation> onEventAtTheEnd(int event, PlayedHistory history) {
        return Optional.empty();
    }

    /** Judges what is about no given event's subject, such as the parcels of an order, when the history is over. */
    default Optional<Violation> onOthersAtTheEnd(PlayedHistory history) {
        return Optional.empty();
    }

    /** Judges the history as a whole when it is over. */
    default Optional<Violation> atTheEnd(PlayedHistory history) {
        return Optional.empty();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.history.ChoicePoint;
import dev.semel.prover.history.Choices;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.Switches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/** The choices of a script: each of its deviations happens at its place, and nothing else deviates. */
final class ScriptedChoices implements Choices {

    private final Map<String, Deviation> deviations = new HashMap<>();
    private final LongPredicate isKnownState;
    private final Rejoining rejoining;
    private final List<Long> states = new ArrayList<>();
    private int points;
    private int pointsUntilLast;
    private int open;

    /** The places behind the last deviation at which a history may stop, because its state is known. */
    enum Rejoining {
        NOWHERE,
        /** Only right after its last deviation. */
        AT_ONCE,
        ANYWHERE;

        static Rejoining of(Switches switches) {
            return !switches.prunes() ? NOWHERE : switches.rejoins() ? ANYWHERE : AT_ONCE;
        }
    }

    private ScriptedChoices(List<Deviation> script, LongPredicate isKnownState, Rejoining rejoining) {
        script.forEach(deviation -> deviations.put(deviation.at(), deviation));
        this.open = script.size();
        this.isKnownState = isKnownState;
        this.rejoining = rejoining;
    }

    /**
     * {@return the choices of a history that explores}
     *
     * @param isKnownState tells whether a state is known; then the history stops there
     */
    static ScriptedChoices exploring(List<Deviation> script, LongPredicate isKnownState, Rejoining rejoining) {
        return new ScriptedChoices(script, isKnownState, rejoining);
    }

    /** {@return the choices of a history that is played to its end} */
    static ScriptedChoices repeating(List<Deviation> script) {
        return new ScriptedChoices(script, state -> false, Rejoining.NOWHERE);
    }

    @Override
    public Optional<Deviation> choose(ChoicePoint point) {
        points++;
        Deviation here = deviations.get(point.at());
        if (here == null || !point.options().contains(here)) {
            return Optional.empty();
        }
        open--;
        pointsUntilLast = points;
        return Optional.of(here);
    }

    @Override
    public boolean isPlain() {
        return deviations.isEmpty();
    }

    @Override
    public boolean isRepeating() {
        return rejoining == Rejoining.NOWHERE;
    }

    @Override
    public boolean isKnown(LongSupplier stateHash) {
        boolean mayStop = open == 0
                && switch (rejoining) {
                    case NOWHERE -> false;
                    case AT_ONCE -> points == pointsUntilLast && points > 0;
                    case ANYWHERE -> true;
                };
        if (!mayStop) {
            return false;
        }
        long state = stateHash.getAsLong();
        states.add(state);
        return isKnownState.test(state);
    }

    /** {@return the states at the choice points behind the last deviation, in order} */
    List<Long> states() {
        return List.copyOf(states);
    }

    /** {@return whether a deviation of the script did not happen, because the history never reached its place} */
    boolean missesOne() {
        return open > 0;
    }

    /** {@return the number of choice points up to the last deviation} */
    int pointsUntilLast() {
        return pointsUntilLast;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/** The choices of a script: each of its deviations happens at its place, and nothing else deviates. */
final class ScriptedChoices implements Choices {

    private final Map<String, Deviation> deviations = new HashMap<>();
    private final LongPredicate isNewState;
    private int points;
    private int pointsUntilLast;
    private int open;

    private ScriptedChoices(List<Deviation> script, LongPredicate isNewState) {
        script.forEach(deviation -> deviations.put(deviation.at(), deviation));
        this.open = script.size();
        this.isNewState = isNewState;
    }

    /**
     * {@return the choices of a history that explores}
     *
     * @param isNewState tells whether the state right after the last deviation is new; if not, the history stops there
     */
    static ScriptedChoices exploring(List<Deviation> script, LongPredicate isNewState) {
        return new ScriptedChoices(script, isNewState);
    }

    /** {@return the choices of a history that is played to its end} */
    static ScriptedChoices repeating(List<Deviation> script) {
        return new ScriptedChoices(script, state -> true);
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
    public boolean isKnown(LongSupplier stateHash) {
        boolean isRightAfterTheLast = open == 0 && points == pointsUntilLast && points > 0;
        return isRightAfterTheLast && !isNewState.test(stateHash.getAsLong());
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

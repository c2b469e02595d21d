// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.EndOfHistory;
import dev.semel.prover.Rule;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** See {@link Rule#that}. */
public final class CustomChecker implements Checker {

    private static final int MOST_EFFECTS = 10;
    private static final String HINT = "the rule is one of yours: see what the history leaves behind";

    private final String name;
    private final Set<String> effects;
    private final Predicate<EndOfHistory> holds;
    private final Function<PlayedHistory, EndOfHistory> ends;

    CustomChecker(Rule.That rule, Function<PlayedHistory, EndOfHistory> ends) {
        this.ends = ends;
        this.name = rule.name();
        this.effects = rule.effects();
        this.holds = rule.holds();
    }

    @Override
    public String rule() {
        return "that(\"" + name + "\")";
    }

    @Override
    public Set<String> effects() {
        return effects;
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return effects.stream().allMatch(seen::hasEffect);
    }

    @Override
    public Optional<Violation> atTheEnd(PlayedHistory history) {
        EndOfHistory end = ends.apply(history);
        return isKept(end)
                ? Optional.empty()
                : Optional.of(new Violation(name, "the effects at the end were " + shown(end), HINT));
    }

    private boolean isKept(EndOfHistory end) {
        try {
            return holds.test(end);
        } catch (RuntimeException e) {
            throw new IllegalStateException("The rule " + rule() + " cannot judge a history: " + e, e);
        }
    }

    private static String shown(EndOfHistory end) {
        return end.effects().stream()
                .limit(MOST_EFFECTS)
                .map(made -> made.effect() + " of " + made.subject())
                .toList()
                .toString();
    }
}

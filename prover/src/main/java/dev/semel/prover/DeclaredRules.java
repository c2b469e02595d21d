// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.check.Checker;
import dev.semel.prover.check.PlainHistoryChecker;
import dev.semel.prover.check.SharedKeysChecker;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.history.Scope;
import dev.semel.prover.search.Explorer;
import dev.semel.prover.world.EffectLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules of a proof, and the checkers that judge a history by them. */
final class DeclaredRules {

    private final List<Rule> rules;

    DeclaredRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * {@return the rules of a proof that declares none: for every effect that takes place in the plain history}
     *
     * @param explorer plays the plain history
     * @param needsNone the effects that need no rule
     */
    static DeclaredRules ofPlainHistory(Explorer explorer, List<String> needsNone) {
        List<String> effects = new ArrayList<>(explorer.effectsOfPlainHistory());
        effects.removeAll(needsNone);
        if (effects.isEmpty() && explorer.isPlainHistoryKept()) {
            throw new IllegalStateException("No rule is declared, and no effect takes place in the plain history: let"
                    + " the handler's effects pass through world.effect(...), or declare rules(...)");
        }
        return new DeclaredRules(effects.stream()
                .flatMap(effect -> Stream.of(Rule.exactlyOnce(effect), Rule.recovers(effect)))
                .toList());
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * {@return the checkers of these rules, behind those of every proof}
     *
     * @throws IllegalArgumentException if one does not fit the events or their source
     */
    List<Checker> checkers(Scope scope) {
        List<Checker> checkers = new ArrayList<>();
        checkers.add(new PlainHistoryChecker());
        checkers.add(new SharedKeysChecker(scope.sharedKeys()));
        rules.stream().map(rule -> Checker.of(rule, DeclaredRules::endOf)).forEach(checkers::add);
        checkers.forEach(checker -> checker.requireFit(scope.source(), scope.events()));
        return List.copyOf(checkers);
    }

    private static EndOfHistory endOf(PlayedHistory history) {
        return new EndOfHistory(
                () -> history.ledger().entries().stream()
                        .map(DeclaredRules::shown)
                        .toList(),
                history::answersTo,
                history::isGivenUp,
                history::object);
    }

    private static EndOfHistory.MadeEffect shown(EffectLedger.Entry entry) {
        return new EndOfHistory.MadeEffect(entry.effect(), entry.subject(), entry.key(), entry.attempt());
    }
}

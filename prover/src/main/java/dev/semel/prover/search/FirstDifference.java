// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.Violation;
import dev.semel.prover.text.Quoted;
import java.util.List;
import java.util.Optional;

/** Compares two runs of one history, which a deterministic handler makes equal. */
final class FirstDifference {

    private FirstDifference() {}

    /** {@return the first difference of two runs, for a message; empty if there is none} */
    static Optional<String> of(Simulation.Result first, Simulation.Result again) {
        return of(first.timeline().actions(), again.timeline().actions())
                .or(() ->
                        of(texts(first.ledger().entries()), texts(again.ledger().entries())))
                .or(() -> of(texts(first.choicePoints()), texts(again.choicePoints())))
                .or(() -> of(List.of(rule(first)), List.of(rule(again))));
    }

    private static String rule(Simulation.Result result) {
        Violation violation = result.violation();
        return violation == null ? "every rule held" : "broke the rule '" + violation.rule() + "'";
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    private static Optional<String> of(List<String> first, List<String> again) {
        for (int i = 0; i < Math.max(first.size(), again.size()); i++) {
            String one = i < first.size() ? first.get(i) : "nothing more";
            String other = i < again.size() ? again.get(i) : "nothing more";
            if (!one.equals(other)) {
                return Optional.of("at first '" + Quoted.text(one) + "', and again '" + Quoted.text(other) + "'");
            }
        }
        return Optional.empty();
    }

    /**
     * Refuses a handler two runs of which differ.
     *
     * @param history the name of the history, for the message
     * @throws IllegalStateException if they differ; it names the first difference
     */
    static void refuse(String history, Simulation.Result first, Simulation.Result again) {
        of(first, again).ifPresent(difference -> {
            throw new IllegalStateException("The handler is not deterministic: two runs of " + history
                    + " differ, " + difference
                    + ". Take the clock, randomness and waiting from the world, and keep nothing in statics");
        });
    }
}

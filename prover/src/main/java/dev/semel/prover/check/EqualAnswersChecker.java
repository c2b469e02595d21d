// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Event;
import dev.semel.prover.Rule;
import dev.semel.prover.Source;
import dev.semel.prover.Violation;
import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.history.InvocationAttempt;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.text.Quoted;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** See {@link Rule#equalAnswers}. */
final class EqualAnswersChecker implements Checker {

    /** Each function has answers of its own about a subject. */
    private record Asked(String function, String subject) {}

    @Override
    public String rule() {
        return "equalAnswers()";
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return true;
    }

    @Override
    public void requireFit(Source source, List<Event> events) {
        if (isOfBatches(source)) {
            throw new IllegalArgumentException("equalAnswers() does not fit a source of batches: the answer of a"
                    + " batch names what failed, and differs between duplicates. Judge the effects");
        }
    }

    private static boolean isOfBatches(Source source) {
        return switch (source.kind()) {
            case ASYNCHRONOUS, REQUEST -> false;
            case QUEUE, FIFO, STREAM -> true;
        };
    }

    @Override
    public Optional<Violation> atTheEnd(PlayedHistory history) {
        Map<Asked, Set<String>> answers = new HashMap<>();
        for (InvocationAttempt attempt : history.attempts()) {
            AttemptAnswer answer = attempt.answer();
            Source source = history.deliveries().sourceOf(attempt.delivery());
            if (answer != null && answer.isSuccess() && !isOfBatches(source)) {
                for (Delivery.Copy copy : attempt.delivery().copies()) {
                    String function = history.deliveries().function(copy.event());
                    String subject = history.event(copy.event()).subject();
                    answers.computeIfAbsent(new Asked(function, subject), asked -> new LinkedHashSet<>())
                            .add(answer.output());
                }
            }
        }
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .findFirst()
                .map(entry -> new Violation(
                        "duplicates get equal answers",
                        "for " + Quoted.text(entry.getKey().subject()) + " there were "
                                + entry.getValue().size() + ": " + Quoted.different(entry.getValue()),
                        Hints.ofAnswers(history)));
    }
}

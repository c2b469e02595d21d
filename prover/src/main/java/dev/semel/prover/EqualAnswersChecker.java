// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** See {@link Rule#equalAnswers}. */
final class EqualAnswersChecker implements Checker {

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
        switch (source.kind()) {
            case ASYNCHRONOUS, REQUEST -> {}
            case QUEUE, FIFO, STREAM ->
                throw new IllegalArgumentException("equalAnswers() does not fit a source of batches: the answer of a"
                        + " batch names what failed, and differs between duplicates. Judge the effects");
        }
    }

    @Override
    public Optional<Violation> atTheEnd(PlayedHistory history) {
        Map<String, Set<String>> answers = new HashMap<>();
        for (InvocationAttempt attempt : history.attempts()) {
            AttemptAnswer answer = attempt.answer();
            if (answer != null && answer.isSuccess()) {
                for (Delivery.Copy copy : attempt.delivery().copies()) {
                    answers.computeIfAbsent(history.event(copy.event()).subject(), subject -> new LinkedHashSet<>())
                            .add(answer.output());
                }
            }
        }
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .findFirst()
                .map(entry -> new Violation(
                        "duplicates get equal answers",
                        "for " + Quoted.text(entry.getKey()) + " there were "
                                + entry.getValue().size() + ": " + Quoted.different(entry.getValue()),
                        Hints.ofAnswers(history)));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Violation;
import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Unaccepted;
import dev.semel.prover.history.InvocationAttempt;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.text.Quoted;
import java.util.Comparator;
import java.util.Optional;

/** Every proof's own rule: the plain history, without deviations, succeeds at the first try of each event. */
public final class PlainHistoryChecker implements Checker {

    private static final String HINT = "the handler fails by itself: run it once without the prover";

    @Override
    public String rule() {
        return "plain history";
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return true;
    }

    @Override
    public Optional<Violation> onEventAtTheEnd(int event, PlayedHistory history) {
        requireAccepted(history);
        requireItsSource(history);
        if (!history.isPlain()
                || !history.deliveries().hasFailed(event)
                || history.isRefused(event)
                || history.isBehindARefusedOne(event)) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                "the plain history completes at the first try",
                history.event(event).subject() + " failed although nothing went wrong" + cause(event, history),
                HINT));
    }

    /** Refuses a proof whose handler cannot be made, or cannot read its event, though nothing went wrong. */
    private static void requireAccepted(PlayedHistory history) {
        if (!history.isPlain()) {
            return;
        }
        for (InvocationAttempt attempt : history.attempts()) {
            AttemptAnswer given = attempt.given();
            if (given != null && given.thrown() instanceof Unaccepted unaccepted) {
                throw unaccepted.refusal();
            }
        }
    }

    /** Refuses a handler of batches with a source that does not read which items failed, and so loses them. */
    private static void requireItsSource(PlayedHistory history) {
        boolean isOfAnother = history.isPlain()
                && history.attempts().stream().anyMatch(attempt -> isOfAnotherSource(attempt, history.deliveries()));
        if (isOfAnother) {
            throw new IllegalStateException("The handler answers with batchItemFailures, which the source "
                    + history.scope().source().kind() + " does not read: declare source(Source.queue()),"
                    + " Source.fifo() or Source.stream()");
        }
    }

    private static String cause(int event, PlayedHistory history) {
        return history.attempts().stream()
                .filter(attempt -> attempt.delivery().copies().stream().anyMatch(copy -> copy.event() == event)
                        || history.deliveries().isSent(attempt.delivery()))
                .filter(attempt -> attempt.answer() != null)
                .min(Comparator.comparing(PlainHistoryChecker::isSuccess)) // what was thrown comes first
                .map(attempt -> cause(attempt, history.deliveries()))
                .orElse("");
    }

    private static boolean isSuccess(InvocationAttempt attempt) {
        AttemptAnswer answer = attempt.answer();
        return answer != null && answer.isSuccess();
    }

    private static boolean isOfAnotherSource(InvocationAttempt attempt, Deliveries deliveries) {
        AttemptAnswer answer = attempt.answer();
        return answer != null && deliveries.isOfAnotherSource(attempt.delivery(), answer);
    }

    private static String cause(InvocationAttempt attempt, Deliveries deliveries) {
        AttemptAnswer answer = attempt.answer();
        if (answer == null) {
            return "";
        }
        if (answer.thrown() != null) {
            return ": " + Quoted.text(answer.thrown().toString());
        }
        return deliveries.isReadable(attempt.delivery(), answer)
                ? ": the answer names it as failed, or names something that was not delivered"
                : ": the answer is no batch response, such as {\"batchItemFailures\": []}";
    }
}

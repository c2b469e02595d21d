// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Rule;
import dev.semel.prover.Violation;
import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.history.InvocationAttempt;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.world.EffectLedger;
import java.util.List;
import java.util.Optional;

/** See {@link Rule#alone}. */
final class AloneChecker implements Checker {

    @Override
    public String rule() {
        return "alone()";
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return seen.hasRequest();
    }

    @Override
    public Optional<Violation> onRequest(
            EffectLedger.Entry request, List<EffectLedger.Entry> earlier, PlayedHistory history) {
        if (!request.isOfAnAttempt() || history.attemptOf(request).isLate()) {
            return Optional.empty(); // a late call may arrive at any time
        }
        return earlier.stream()
                .filter(other -> other.isOfAnAttempt()
                        && other.attempt() != request.attempt()
                        && other.subject().equals(request.subject()))
                .filter(other -> isOfOneFunction(history, request, other))
                .filter(other -> mayRun(history.attemptOf(other), request.subject(), history))
                .findFirst()
                .map(other -> new Violation(
                        "no attempt executes while another one may still be running",
                        "attempt " + request.attempt() + " made '" + request.effect() + "' for " + request.subject()
                                + " while attempt " + other.attempt() + " was running",
                        Hints.ofCompany(history)));
    }

    /** {@return whether both attempts got what was given, or both what was sent: a pipeline's parts run at once} */
    private static boolean isOfOneFunction(PlayedHistory history, EffectLedger.Entry one, EffectLedger.Entry other) {
        Deliveries deliveries = history.deliveries();
        return deliveries.isSent(history.attemptOf(one).delivery())
                == deliveries.isSent(history.attemptOf(other).delivery());
    }

    private static boolean mayRun(InvocationAttempt attempt, String subject, PlayedHistory history) {
        return attempt.isAlive()
                && !onlyReportsFailure(attempt, subject, history.deliveries())
                && (history.scope().concurrency() > 1 // no timeout ends it
                        || history.now()
                                .isBefore(
                                        attempt.deadline().plus(history.scope().killDelay())));
    }

    private static boolean onlyReportsFailure(InvocationAttempt attempt, String subject, Deliveries deliveries) {
        AttemptAnswer given = attempt.given();
        return given != null && deliveries.fails(attempt.delivery(), given, subject);
    }
}

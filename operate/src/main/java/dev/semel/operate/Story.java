// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.PrintableText;
import dev.semel.model.StoredResult;
import java.util.ArrayList;
import java.util.List;

/** The part of an explanation that tells what happened. */
final class Story {

    private final Explanation explanation;
    private final Moment moment;

    Story(Explanation explanation, Moment moment) {
        this.explanation = explanation;
        this.moment = moment;
    }

    List<String> sentences() {
        return explanation
                .record()
                .map(this::ofRecord)
                .orElseGet(() ->
                        List.of("No call with this key reached the operation, or its record ended and was deleted."));
    }

    private List<String> ofRecord(IdempotencyRecord record) {
        List<String> sentences = new ArrayList<>();
        switch (record) {
            case IdempotencyRecord.Unreadable unreadable ->
                sentences.add("The record has a form that this version does not know, or it was damaged: "
                        + PrintableText.line(unreadable.problem(), 200) + ".");
            case InProgress live -> inProgress(sentences, live);
            case Released released -> released(sentences, released);
            case Quarantined parked -> {
                sentences.add("Attempt " + parked.claim().attempt() + " was parked at "
                        + moment.of(parked.quarantinedAt()) + ".");
                sentences.add("Its effects may or may not have happened. Reason: "
                        + PrintableText.line(parked.reason(), 200));
            }
            case Completed completed -> completed(sentences, completed);
        }
        if (explanation.situation() == Situation.FOREIGN) {
            sentences.add(0, "The record has no claim id and no revision: Powertools for AWS Lambda writes such ones.");
        }
        explanation.known().ifPresent(known -> {
            int points = known.recoveryPoints().size();
            if (points > 0) {
                sentences.add(
                        points == 1
                                ? "1 step was recorded (see below): its effect happened."
                                : points + " steps were recorded (see below): their effects happened.");
            }
        });
        return sentences;
    }

    private void inProgress(List<String> sentences, InProgress live) {
        if (explanation.situation() == Situation.FOREIGN) {
            sentences.add("It shows work in progress.");
            return;
        }
        sentences.add("Attempt " + live.claim().attempt() + " began at "
                + moment.of(live.claim().claimedAt()) + ".");
        if (live.isLeaseLive(explanation.now())) {
            sentences.add("It may run until " + moment.of(live.leaseExpiresAt()) + ": the end of its lease.");
        } else {
            sentences.add("Its lease ended at " + moment.of(live.leaseExpiresAt()) + ", and no result was recorded.");
            sentences.add("The function crashed, ran out of time, or could not reach the store.");
            sentences.add("Its effects may or may not have happened.");
        }
        if (live.earlier() == Certainty.UNKNOWN) {
            sentences.add("An earlier attempt also ended without a known outcome.");
        }
    }

    private void released(List<String> sentences, Released released) {
        sentences.add("Attempt " + released.claim().attempt() + " released the key at "
                + moment.of(released.releasedAt()) + ".");
        sentences.add(
                switch (released.certainty()) {
                    case NOT_STARTED -> "Its body never began.";
                    case NOT_EXECUTED -> "It is known that no effect took place.";
                    case UNKNOWN -> "Its effects may or may not have happened.";
                });
    }

    private void completed(List<String> sentences, Completed completed) {
        if (explanation.situation() == Situation.FOREIGN) {
            sentences.add("It shows a completed operation.");
            return;
        }
        if (explanation.situation() == Situation.ERASED) {
            sentences.add("Result, recovery points and texts are gone. The key stays, so that nothing executes again.");
            return;
        }
        String ended = " at " + moment.of(completed.completedAt()) + ", attempt "
                + completed.claim().attempt() + ".";
        sentences.add(
                switch (completed.result()) {
                    case StoredResult.Success success -> "It completed" + ended;
                    case StoredResult.FinalFailure failure ->
                        "It failed with '" + PrintableText.name(failure.type()) + "'" + ended
                                + " The operation declares this failure as final.";
                    case StoredResult.Missing missing ->
                        "It completed" + ended + " Its effects happened. The result is missing: "
                                + PrintableText.line(missing.reason(), 200) + ".";
                });
    }
}

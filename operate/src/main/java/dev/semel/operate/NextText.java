// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.IdempotencyRecord;
import dev.semel.model.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** The part of an explanation that tells what the next call gets, and why. */
final class NextText {

    private final Explanation explanation;
    private final Moment moment;

    NextText(Explanation explanation, Moment moment) {
        this.explanation = explanation;
        this.moment = moment;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>(of(explanation.next()));
        explanation.withPayload().ifPresent(answer -> {
            if (answer.equals(explanation.next())) {
                sentences.add("The payload that you gave is the one of the record: it gets this answer.");
            } else {
                of(answer).forEach(sentence -> sentences.add("With the payload that you gave: " + sentence));
            }
        });
        return sentences;
    }

    private List<String> of(NextDuplicate next) {
        return switch (next) {
            case NextDuplicate.Executes executes -> executes(executes);
            case NextDuplicate.ToldInProgress told ->
                List.of("is told InProgress and executes nothing, until " + moment.of(told.until()) + ".");
            case NextDuplicate.Replayed replayed ->
                List.of(
                        "gets the stored result and executes nothing" + windowEnd() + ".",
                        "(An operation with onReplay(...) reads a fresh value instead.)");
            case NextDuplicate.FailsAgain failure ->
                List.of("fails with '" + PrintableText.name(failure.type()) + "' again and executes nothing"
                        + windowEnd() + ".");
            case NextDuplicate.ToldResultUnavailable told ->
                List.of("is told ResultUnavailable (" + PrintableText.line(told.reason(), 200)
                        + ") and executes nothing" + windowEnd() + ".");
            case NextDuplicate.ToldQuarantined told ->
                List.of("is told Quarantined and executes nothing, until a person resolves the key.");
            case NextDuplicate.ToldMismatch told ->
                List.of("is told Mismatch and executes nothing: this key belongs to another payload.");
            case NextDuplicate.ToldUnverifiable told ->
                List.of(
                        "is told Unverifiable and executes nothing: the payloads cannot be compared ("
                                + told.algorithm() + ").",
                        "(An operation that accepts incomparable fingerprints is answered from the record.)");
            case NextDuplicate.ToldUnreadable told ->
                List.of("fails with UnreadableRecordException and executes nothing.");
        };
    }

    private List<String> executes(NextDuplicate.Executes executes) {
        List<String> sentences = new ArrayList<>();
        sentences.add("executes, as attempt " + executes.attempt() + ": " + why() + ".");
        if (executes.attempt() > 1) {
            switch (executes.earlier()) {
                case NOT_STARTED, NOT_EXECUTED -> sentences.add("No earlier attempt had an effect.");
                case UNKNOWN ->
                    sentences.add("An earlier outcome is unknown, so the operation's onUnknownOutcome(...) decides: by"
                            + " default the body runs again with the same effect keys.");
            }
        }
        if (executes.pointsKept() > 0) {
            sentences.add("It continues after the recorded steps.");
        }
        return sentences;
    }

    private String why() {
        return switch (explanation.situation()) {
            case ABSENT -> "there is no record";
            case EXPIRED -> "the record counts as absent";
            case LAPSED -> "the lease is over";
            case RELEASED -> "the key was released";
            case FOREIGN -> "the other library's record does not exclude it";
            case IN_PROGRESS, QUARANTINED, COMPLETED, FINALLY_FAILED, RESULT_MISSING, ERASED, UNREADABLE ->
                throw new IllegalStateException("Nothing executes when a key is " + explanation.situation());
        };
    }

    private String windowEnd() {
        return explanation
                .known()
                .filter(IdempotencyRecord.Completed.class::isInstance)
                .map(IdempotencyRecord.Completed.class::cast)
                .map(completed -> ", until " + moment.of(completed.windowEndsAt()))
                .orElse("");
    }
}

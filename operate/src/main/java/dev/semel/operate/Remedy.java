// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import java.util.ArrayList;
import java.util.List;

/** The part of an explanation that names the next step. */
final class Remedy {

    private final Explanation explanation;

    Remedy(Explanation explanation) {
        this.explanation = explanation;
    }

    List<String> sentences() {
        boolean mismatch = explanation
                .withPayload()
                .filter(NextDuplicate.ToldMismatch.class::isInstance)
                .isPresent();
        if (!mismatch) {
            return ofSituation();
        }
        List<String> sentences = new ArrayList<>(List.of(
                "One key was used for two intents. Ask the sender which payload is right: the other one needs a key of"
                        + " its own.",
                "For the record itself:"));
        sentences.addAll(ofSituation());
        return sentences;
    }

    private List<String> ofSituation() {
        return switch (explanation.situation()) {
            case ABSENT ->
                List.of(
                        "1. Check tenant, operation and key for typing errors; with keyed identities give the secret.",
                        "2. If they are right, look at the source: queue, dead-letter queue, the function's log.",
                        "3. Send the event again: it executes.");
            case IN_PROGRESS ->
                List.of(
                        "Wait for the end of the lease, then explain again.",
                        "Nothing can take a live lease away: the attempt may be making its effects at this moment.");
            case LAPSED ->
                List.of(
                        "1. Find the crash in the function's log at the times below, and mend its cause.",
                        "2. Send the event again: it takes over. If the source still retries it, just wait.",
                        "3. No event will come: 'semel sweep' hands the key to a function of yours.",
                        "If you know that no effect took place: 'semel release --certainty not-executed'.");
            case RELEASED ->
                List.of(
                        "1. Find the failure in the function's log at the time of the release, and mend its cause.",
                        "2. Send the event again: it executes. If the source still retries it, just wait.",
                        "3. No event will come: 'semel sweep' hands the key to a function of yours.");
            case QUARANTINED ->
                List.of(
                        "1. Ask the receiver of the effect whether it happened; the effect keys identify it.",
                        "2. It happened: 'semel resolve --result-file FILE' stores the result for every duplicate.",
                        "3. It did not happen: 'semel resolve --execute' lets the next call execute.");
            case COMPLETED ->
                List.of("Nothing. If the effect cannot be found at its receiver, compare effect key and log there.");
            case FINALLY_FAILED ->
                List.of("Nothing, if the failure is right. To try again the caller needs a new key.");
            case RESULT_MISSING ->
                List.of(
                        "Read the result where the effect was made. An operation with onReplay(...) does so by itself.",
                        "Nothing needs to execute again.");
            case ERASED ->
                List.of("Nothing. 'semel erase --forget' would also remove the key: a duplicate then executes.");
            case EXPIRED ->
                List.of(
                        "Nothing: the store deletes the record, or 'semel purge' does.",
                        "A duplicate that comes this late executes again: the dedupe window must cover the source's"
                                + " retries.");
            case FOREIGN ->
                List.of(
                        "Change it with the tools of its library. Semel takes it over only as the answer above says.",
                        "Both libraries may not write the same keys at one time: see the guide on Powertools.");
            case UNREADABLE ->
                List.of(
                        "1. If a newer version of Semel wrote it, use that version's command.",
                        "2. If it was changed by hand, restore it from a backup of the table.",
                        "3. Deleting it by hand lets the next call execute: only if you know that no effect happened.");
        };
    }
}

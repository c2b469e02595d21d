// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.Html.tag;

import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.PrintableText;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.operate.Explanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The story of one key in the order of time, as far as its record keeps it: the first claim, recorded steps, the
 * present claim, its end, now, and what comes by itself.
 */
final class KeyTimeline {

    /**
     * One entry.
     *
     * @param at the moment
     * @param text the event
     * @param kind the class of its mark
     */
    private record Entry(Instant at, String text, String kind) {}

    private final Explanation explanation;
    private final List<Entry> entries = new ArrayList<>();

    private KeyTimeline(Explanation explanation) {
        this.explanation = explanation;
    }

    /** {@return the timeline; nothing for a key without times} */
    static Html of(Explanation explanation) {
        if (!ConsoleTexts.hasClaimTimes(explanation)) {
            return Html.nothing();
        }
        KeyTimeline timeline = new KeyTimeline(explanation);
        explanation.known().ifPresent(timeline::fill);
        return timeline.html();
    }

    private void fill(Known record) {
        Claim claim = record.claim();
        if (claim.attempt() > 1
                && claim.generation() > 0
                && claim.generation() < claim.claimedAt().toEpochMilli()) {
            add(
                    Instant.ofEpochMilli(claim.generation()),
                    "The first attempt claimed the key, by its fencing token",
                    "past");
        }
        for (RecoveryPoint point : record.recoveryPoints()) {
            add(
                    point.reachedAt(),
                    "Step '" + PrintableText.line(point.name(), 100) + "' was recorded by attempt " + point.attempt(),
                    "step");
        }
        add(
                claim.claimedAt(),
                "Attempt " + claim.attempt() + " claimed the key"
                        + (claim.source().isEmpty() ? "" : ", in " + PrintableText.line(claim.source(), 100)),
                "claim");
        switch (record) {
            case IdempotencyRecord.InProgress live ->
                add(
                        live.leaseExpiresAt(),
                        live.isLeaseLive(explanation.now())
                                ? "The lease ends, if it is not renewed"
                                : "The lease ended. Nothing was reported",
                        live.isLeaseLive(explanation.now()) ? "future" : "bad");
            case IdempotencyRecord.Released released ->
                add(released.releasedAt(), "The key was released: " + knowledge(released.certainty()), "past");
            case IdempotencyRecord.Quarantined parked ->
                add(
                        parked.quarantinedAt(),
                        "The key was quarantined: " + PrintableText.line(parked.reason(), 200),
                        "bad");
            case IdempotencyRecord.Completed completed ->
                add(completed.completedAt(), ending(completed.result()), "done");
        }
        ConsoleTexts.end(record)
                .ifPresent(end -> add(
                        end,
                        end.isAfter(explanation.now())
                                ? "The record ends; a later duplicate executes as a new operation"
                                : "The record ended; it counts as absent",
                        end.isAfter(explanation.now()) ? "future" : "past"));
        add(explanation.now(), "Now", "now");
    }

    private static String knowledge(Certainty certainty) {
        return switch (certainty) {
            case NOT_STARTED -> "the body never began";
            case NOT_EXECUTED -> "no effect took place";
            case UNKNOWN -> "effects may or may not have happened";
        };
    }

    private static String ending(StoredResult result) {
        return switch (result) {
            case StoredResult.Success success -> "The operation completed";
            case StoredResult.FinalFailure failure ->
                "The operation failed for good: " + PrintableText.name(failure.type());
            case StoredResult.Missing missing ->
                "The operation completed, its result is not there: " + PrintableText.line(missing.reason(), 200);
        };
    }

    private void add(Instant at, String text, String kind) {
        entries.add(new Entry(at, text, kind));
    }

    private Html html() {
        entries.sort(Comparator.comparing(Entry::at)); // stable: what is added first comes first
        Html.Element list = tag("ol", "timeline");
        for (Entry each : entries) {
            list = list.with(tag("li", each.kind())
                    .with(
                            tag("span", "what").text(each.text()),
                            each.kind().equals("now")
                                    ? tag("time")
                                            .at("datetime", dev.semel.operate.Moment.text(each.at()))
                                            .text(ConsoleTexts.clock(each.at()))
                                    : ConsoleTexts.when(each.at(), explanation.now())));
        }
        int attempt = explanation.known().map(known -> known.claim().attempt()).orElse(1);
        return Html.several(List.of(
                list,
                attempt > 1
                        ? tag("p", "hint")
                                .text(
                                        "A record keeps the times of the last attempt, and of recorded steps. The function's"
                                                + " log has the others.")
                        : Html.nothing()));
    }
}

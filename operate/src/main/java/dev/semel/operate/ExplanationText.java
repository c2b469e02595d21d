// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.PrintableText;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An explanation in words, for a tired reader: what happened, what the next call gets and why, what to do next,
 * and then the details. It shows keys and texts of a record with everything but printable characters replaced, and
 * never a result. Immutable and thread-safe.
 */
public final class ExplanationText {

    private static final int LONGEST = 200;
    private static final int WIDTH = 96;
    private static final String INDENT = "   ";

    private final Explanation explanation;
    private final List<String> effects;
    private final Moment moment;

    private ExplanationText(Explanation explanation, List<String> effects) {
        this.explanation = explanation;
        this.effects = effects;
        this.moment = new Moment(explanation.now());
    }

    /**
     * {@return the text of an explanation}
     *
     * @param explanation the explanation
     * @param effects names of effects whose keys are shown besides those of recovery points
     */
    public static ExplanationText of(Explanation explanation, List<String> effects) {
        return new ExplanationText(explanation, List.copyOf(effects));
    }

    /** {@return the whole text, line by line, without line ends} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(explanation.name().shown());
        lines.add(headline());
        lines.add("");
        section(lines, "What happened", happened());
        section(lines, "Next duplicate", next());
        section(lines, "What to do", remedy());
        List<Detail> details = details();
        if (!details.isEmpty()) {
            lines.add("Details");
            details.forEach(detail -> lines.add("  " + padded(detail.name()) + detail.text()));
        }
        return lines;
    }

    /** {@return the sentences that tell what happened} */
    public List<String> happened() {
        return new Story(explanation, moment).sentences();
    }

    /** {@return the sentences that tell what the next duplicate gets, and why; the first has "it" as its subject} */
    public List<String> next() {
        return new NextText(explanation, moment).sentences();
    }

    /** {@return the sentences that name the next step; those of a sequence begin with their number} */
    public List<String> remedy() {
        return new Remedy(explanation).sentences();
    }

    /**
     * One line of the details.
     *
     * @param name the name, such as {@code lease}
     * @param text the text
     */
    public record Detail(String name, String text) {

        /** Validates both texts. */
        public Detail {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(text, "text");
        }

        /** Shows the name only: the text may be a key. */
        @Override
        public String toString() {
            return PrintableText.shown("Detail[" + name + "]");
        }
    }

    /** {@return one line: the situation in capitals, and what it means} */
    public String headline() {
        String word = explanation.situation().word().toUpperCase(java.util.Locale.ROOT);
        boolean mismatch = explanation
                .withPayload()
                .filter(NextDuplicate.ToldMismatch.class::isInstance)
                .isPresent();
        return (mismatch ? "MISMATCH, " + word : word) + ": " + meaning();
    }

    private String meaning() {
        return switch (explanation.situation()) {
            case ABSENT -> "the store holds no record of this key";
            case IN_PROGRESS -> "an attempt is executing now";
            case LAPSED -> "stuck, an attempt began and never reported an end";
            case RELEASED -> "an attempt failed and released the key";
            case QUARANTINED -> "it is unknown what happened, and a person must decide";
            case COMPLETED -> "the operation is done";
            case FINALLY_FAILED -> "the operation failed for good";
            case RESULT_MISSING -> "the operation is done, but its result is not there";
            case ERASED -> "an operator erased the data of this key";
            case EXPIRED -> "the record is past its time and counts as absent";
            case FOREIGN -> "another library wrote this record";
            case UNREADABLE -> "this version cannot read the record";
        };
    }

    private static void section(List<String> lines, String title, List<String> sentences) {
        lines.add(title);
        sentences.forEach(sentence -> wrapped(sentence).forEach(line -> lines.add("  " + line)));
        lines.add("");
    }

    /** {@return a sentence in lines of at most 96 characters, later ones indented as a list's items are} */
    private static List<String> wrapped(String sentence) {
        List<String> lines = new ArrayList<>();
        String rest = sentence;
        while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > INDENT.length()) {
            int end = rest.lastIndexOf(' ', WIDTH);
            lines.add(rest.substring(0, end));
            rest = INDENT + rest.substring(end + 1);
        }
        lines.add(rest);
        return lines;
    }

    // ---- details ----

    /** {@return the details; effect keys are among them, and no result} */
    public List<Detail> details() {
        List<Detail> details = new ArrayList<>();
        explanation.record().ifPresent(record -> {
            switch (record) {
                case IdempotencyRecord.Unreadable unreadable ->
                    add(details, "problem", PrintableText.line(unreadable.problem(), LONGEST));
                case Known known -> known(details, known);
            }
        });
        for (Map.Entry<String, EffectKey> effect :
                explanation.effectKeys(effects).entrySet()) {
            add(details, "effect key", PrintableText.line(effect.getKey(), 100) + " " + effect.getValue());
        }
        return details;
    }

    private void known(List<Detail> details, Known record) {
        Claim claim = record.claim();
        if (explanation.situation() == Situation.FOREIGN) {
            add(details, "ends", ends(record));
            return;
        }
        add(details, "attempt", String.valueOf(claim.attempt()));
        add(details, "claimed", moment.of(claim.claimedAt()) + by(claim));
        switch (record) {
            case InProgress live -> {
                add(
                        details,
                        "lease",
                        (live.isLeaseLive(explanation.now()) ? "until " : "ended ") + moment.of(live.leaseExpiresAt()));
                if (claim.attempt() > 1) {
                    add(details, "earlier attempts", certainty(live.earlier()));
                }
            }
            case Released released -> {
                add(details, "released", moment.of(released.releasedAt()));
                add(details, "certainty", certainty(released.certainty()));
            }
            case Quarantined parked -> {
                add(details, "quarantined", moment.of(parked.quarantinedAt()));
                add(details, "reason", PrintableText.line(parked.reason(), LONGEST));
            }
            case Completed completed -> {
                add(details, "completed", moment.of(completed.completedAt()));
                add(details, "result", result(completed.result()));
            }
        }
        add(details, "ends", ends(record));
        for (RecoveryPoint point : record.recoveryPoints()) {
            add(
                    details,
                    "recovery point",
                    PrintableText.line(point.name(), 100) + ", attempt " + point.attempt() + ", "
                            + Moment.text(point.reachedAt())
                            + (point.value() == null
                                    ? ", no value"
                                    : ", " + point.value().size() + " bytes"));
        }
        add(details, "fingerprint", record.fingerprint().algorithm());
        add(
                details,
                "fencing token",
                claim.fence() + (claim.generation() == claim.fence() ? "" : ", generation " + claim.generation()));
        add(details, "claim id", claim.id().value());
        add(details, "revision", String.valueOf(record.revision()));
    }

    private static String by(Claim claim) {
        return claim.source().isEmpty() ? "" : " by " + PrintableText.name(claim.source());
    }

    private String ends(Known record) {
        return switch (record) {
            case InProgress live -> moment.of(live.retainedUntil());
            case Released released -> moment.of(released.retainedUntil());
            case Completed completed -> moment.of(completed.windowEndsAt());
            case Quarantined parked -> "never by itself";
        };
    }

    static String certainty(Certainty certainty) {
        return switch (certainty) {
            case NOT_STARTED -> "NOT_STARTED: the body never began";
            case NOT_EXECUTED -> "NOT_EXECUTED: no effect took place";
            case UNKNOWN -> "UNKNOWN: effects may or may not have happened";
        };
    }

    private static String result(StoredResult result) {
        return switch (result) {
            case StoredResult.Success success ->
                success.value() == null
                        ? "success, no value"
                        : "success, " + success.value().size() + " bytes";
            case StoredResult.FinalFailure failure ->
                "final failure '" + PrintableText.name(failure.type()) + "'"
                        + (failure.value() == null ? "" : ", " + failure.value().size() + " bytes");
            case StoredResult.Missing missing -> "missing: " + PrintableText.line(missing.reason(), LONGEST);
        };
    }

    private static void add(List<Detail> details, String name, String text) {
        details.add(new Detail(name, text));
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, 18 - name.length()));
    }
}

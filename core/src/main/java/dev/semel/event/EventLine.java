// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.event;

import dev.semel.model.BypassReason;
import dev.semel.model.PrintableText;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** The line that a log shows of one event: the event, its place, and for anything that needs a person the remedy. */
final class EventLine {

    private static final int LONGEST = 2_000;

    private static final String RESOLVE =
            "it is unknown whether the operation had effects. Look at its effects, then resolve the key with a result "
                    + "or with permission to re-execute";

    private static final String MISMATCH =
            "nothing was executed, and no redelivery helps. Let the sender use a new key for a new request, or compare "
                    + "only what is the same in every delivery, with fingerprintOf(...)";

    private static final String UNVERIFIABLE =
            "nothing was executed. The record was written with another fingerprinter: use that one, or build with "
                    + "acceptUnverifiable() until its window has ended";

    private static final String UNREADABLE =
            "nothing was executed. A newer version wrote the record, or it is damaged: deploy a version that reads it, "
                    + "or look at the record";

    private static final String FENCED =
            "the attempt outlived its lease, and another one owns the key; its write changed nothing. Give the body "
                    + "less to do, or the function more time";

    private static final String NOT_RECORDED =
            "The body ran. Unless the key completed without its result, a later call finds an unknown outcome: check "
                    + "the store or the codec";

    private static final String UNAVAILABLE =
            "Nothing was executed. Deploy a codec that reads the stored result, or build with onReplay(...)";

    private EventLine() {}

    static Level level(OperationEvent event) {
        return switch (event) {
            case OperationEvent.Executed e -> Level.DEBUG;
            case OperationEvent.Released e -> Level.DEBUG;
            case OperationEvent.StepRecorded e -> Level.DEBUG;
            case OperationEvent.Claimed e -> e.attempt() > 1 ? Level.INFO : Level.DEBUG;
            case OperationEvent.StepsUnused e -> Level.INFO;
            case OperationEvent.Replayed e -> Level.INFO;
            case OperationEvent.InProgress e -> Level.INFO;
            case OperationEvent.FinallyFailed e -> Level.INFO;
            case OperationEvent.Bypassed e -> e.reason() == BypassReason.NO_KEY ? Level.INFO : Level.WARNING;
            case OperationEvent.Quarantined e -> Level.WARNING;
            case OperationEvent.Mismatch e -> Level.WARNING;
            case OperationEvent.Unverifiable e -> Level.WARNING;
            case OperationEvent.Unreadable e -> Level.WARNING;
            case OperationEvent.PutInQuarantine e -> Level.WARNING;
            case OperationEvent.Fenced e -> Level.WARNING;
            case OperationEvent.NotRecorded e -> Level.WARNING;
            case OperationEvent.ResultUnavailable e -> Level.WARNING;
            case OperationEvent.StoreFailed e -> Level.WARNING;
            case OperationEvent.WindowTooShort e -> Level.WARNING;
        };
    }

    /** {@return the line, which no name in it can break} */
    static String of(OperationEvent event) {
        String line = switch (event) {
            case OperationEvent.Claimed e -> claimed(e);
            case OperationEvent.Executed e -> line("Executed", e, e.attempt(), " body=" + millis(e.duration()));
            case OperationEvent.Released e -> line("Released", e, e.attempt(), " certainty=" + e.certainty());
            case OperationEvent.StepRecorded e ->
                line("Step recorded", e, e.attempt(), " step=" + PrintableText.name(e.step()));
            case OperationEvent.StepsUnused e -> line("Recovery points unused", e, e.attempt(), " steps=" + e.steps());
            case OperationEvent.Replayed e -> line("Duplicate skipped", e, e.attempt(), " age=" + millis(e.age()));
            case OperationEvent.InProgress e ->
                line(
                        "Duplicate skipped",
                        e,
                        e.attempt(),
                        " age=" + millis(e.age()) + ", still in progress for at most " + millis(e.retryAfter()));
            case OperationEvent.FinallyFailed e -> failed(e);
            case OperationEvent.Quarantined e -> "Duplicate skipped" + where(e) + ", in quarantine: " + RESOLVE;
            case OperationEvent.Mismatch e -> "Key used with another payload" + where(e) + ": " + MISMATCH;
            case OperationEvent.Unverifiable e ->
                "Payload not comparable" + where(e) + " recorded=" + PrintableText.name(e.recordedAlgorithm()) + ": "
                        + UNVERIFIABLE;
            case OperationEvent.Unreadable e -> "Record unreadable" + where(e) + ": " + UNREADABLE;
            case OperationEvent.PutInQuarantine e ->
                line("Quarantined", e, e.attempt(), ", because " + e.reason() + ": " + RESOLVE);
            case OperationEvent.Fenced e -> line("Fenced", e, e.attempt(), " write=" + e.write() + ": " + FENCED);
            case OperationEvent.NotRecorded e ->
                line("Result not recorded", e, e.attempt(), ": " + cause(e.cause()) + ". " + NOT_RECORDED);
            case OperationEvent.ResultUnavailable e ->
                line("Result unavailable", e, e.attempt(), ": " + cause(e.cause()) + ". " + UNAVAILABLE);
            case OperationEvent.Bypassed e -> "Running unguarded" + where(e) + " " + bypassed(e.reason());
            case OperationEvent.StoreFailed e ->
                "Store failed" + where(e) + " call=" + e.call() + ": " + cause(e.exception());
            case OperationEvent.WindowTooShort e -> tooShort(e);
        };
        return PrintableText.line(line, LONGEST);
    }

    private static String bypassed(BypassReason reason) {
        return switch (reason) {
            case NO_KEY -> "reason=NO_KEY: a duplicate of this call is not recognised";
            case KILL_SWITCH -> "reason=KILL_SWITCH: duplicates execute until the switch is off";
            case STORE_UNAVAILABLE -> "reason=STORE_UNAVAILABLE: duplicates execute until the store answers";
        };
    }

    // ---- parts ----

    private static String claimed(OperationEvent.Claimed e) {
        return line(
                e.attempt() > 1 ? "Taken over" : "Claimed",
                e,
                e.attempt(),
                " fence=" + e.fence() + " earlier=" + e.earlier());
    }

    private static String failed(OperationEvent.FinallyFailed e) {
        String type = PrintableText.name(e.type());
        return e.replayed()
                ? line("Duplicate skipped", e, e.attempt(), ", failed before as " + type)
                : line("Failed for good", e, e.attempt(), " as " + type);
    }

    private static String tooShort(OperationEvent.WindowTooShort e) {
        return "Dedupe window too short operation=" + PrintableText.name(e.operation()) + " window=" + e.dedupeWindow()
                + ", but " + PrintableText.name(e.source()) + " may deliver again for " + e.horizon()
                + ": later duplicates execute. Leave out dedupeWindow(...), or make it at least as long";
    }

    private static String line(String what, OperationEvent.OfCall event, int attempt, String more) {
        return what + where(event) + " attempt=" + attempt + more;
    }

    private static String where(OperationEvent.OfCall event) {
        return " operation=" + PrintableText.name(event.operation()) + " key="
                + event.key().brief();
    }

    /** {@return the types only, except of Semel's own: the message of another exception may show a payload} */
    private static String cause(Exception cause) {
        return FailureText.withoutMessages().ofPart(cause);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}

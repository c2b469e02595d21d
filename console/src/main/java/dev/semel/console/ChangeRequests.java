// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.StoredResult;
import dev.semel.operate.Change;
import dev.semel.operate.Explanation;
import dev.semel.operate.Operator;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the change that a form asks for: one compare-and-swap on the revision that the form's page showed, with the
 * audit log around it.
 */
final class ChangeRequests {

    static final int LONGEST_REASON = 500;
    static final int MOST_DAYS = 3650;

    private final ConsoleWork work;
    private final Operator operator;
    private final KeyPage page;
    private final ResultForms results;

    ChangeRequests(ConsoleWork work, Operator operator, KeyPage page, ResultForms results) {
        this.work = work;
        this.operator = operator;
        this.page = page;
        this.results = results;
    }

    /** {@return the redirect to the key's page after the change, or that page with the reason why it was not made} */
    ConsoleAnswer make(ConsoleRequest form) {
        Explanation seen = work.explain(KeyPage.id(form));
        if (!isSeen(form, seen)) {
            return outdated(seen);
        }
        Change change;
        try {
            change = change(form, seen);
        } catch (IllegalArgumentException e) {
            return page.refused(422, seen, String.valueOf(e.getMessage()) + ".", form);
        }
        return switch (operator.apply(seen, change, form.field("reason"))) {
            case Operator.Answer.Made made ->
                ConsoleAnswer.redirect(
                        ConsoleTexts.keyAddress(seen.name().recordId()) + "&done=" + form.field("change"), Map.of());
            case Operator.Answer.Outdated outdated -> outdated(work.explain(KeyPage.id(form)));
            case Operator.Answer.Refused refused -> page.refused(409, seen, refused.why() + ".", form);
        };
    }

    /** {@return whether the record is the one that the person saw, not written since} */
    private static boolean isSeen(ConsoleRequest form, Explanation now) {
        return now.known().filter(known -> isSeen(form, known)).isPresent();
    }

    private static boolean isSeen(ConsoleRequest form, Known known) {
        return form.field("claim").equals(known.claim().id().value())
                && form.field("fence").equals(String.valueOf(known.claim().fence()))
                && form.field("revision").equals(String.valueOf(known.revision()));
    }

    private ConsoleAnswer outdated(Explanation now) {
        return page.refused(
                409,
                now,
                "The record was written after the page was shown. This page shows it as it is now.",
                ConsoleRequest.of(""));
    }

    private Change change(ConsoleRequest form, Explanation seen) {
        if (form.field("reason").isEmpty() || form.field("reason").length() > LONGEST_REASON) {
            throw new IllegalArgumentException("The audit log needs a reason of at most 500 characters");
        }
        return switch (form.field("change")) {
            case "resolve-result" -> {
                requireSure(form);
                yield new Change.ResolveWithResult(new StoredResult.Success(result(form, seen)), days(form));
            }
            case "resolve-execute" -> {
                requireSure(form);
                yield new Change.ResolveToExecute(days(form));
            }
            case "release" -> new Change.Release(certainty(form.field("certainty")));
            default -> throw new ConsoleRefusal(400, "The form asks for an unknown change.");
        };
    }

    private static void requireSure(ConsoleRequest form) {
        if (!form.has("sure")) {
            throw new IllegalArgumentException("Confirm that you asked the receiver of the effect");
        }
    }

    private dev.semel.model.@Nullable Blob result(ConsoleRequest form, Explanation seen) {
        boolean isEmpty = form.field("result").isEmpty();
        if (form.has("no-value") != isEmpty) {
            throw new IllegalArgumentException(
                    "Give either a result as JSON, or the mark that the operation has no result");
        }
        try {
            return isEmpty ? null : results.encoded(form.field("result"), seen);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The result cannot be stored: " + e.getMessage(), e);
        }
    }

    private static Duration days(ConsoleRequest form) {
        long days = form.number("days");
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("The days must be 1 to " + MOST_DAYS);
        }
        return Duration.ofDays(days);
    }

    private static Certainty certainty(String word) {
        return switch (word) {
            case "unknown" -> Certainty.UNKNOWN;
            case "not-executed" -> Certainty.NOT_EXECUTED;
            case "not-started" -> Certainty.NOT_STARTED;
            default -> throw new IllegalArgumentException("Say what is known of the attempt");
        };
    }
}

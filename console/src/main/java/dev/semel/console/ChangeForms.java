// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.Html.tag;

import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.operate.Explanation;
import java.util.List;

/** The forms of the changes that a key allows. Each one carries the revision that its page shows. */
final class ChangeForms {

    /** The default number of days that a result is replayed, as of the command line. */
    private static final String DAYS = "14";

    private final Explanation explanation;
    private final ConsoleRequest typed;
    private final String formToken;

    /**
     * Makes the forms.
     *
     * @param explanation the explanation that the page shows
     * @param typed the fields of a form that was refused, to be shown again; empty for none
     * @param formToken the token that proves that the form is ours
     */
    ChangeForms(Explanation explanation, ConsoleRequest typed, String formToken) {
        this.explanation = explanation;
        this.typed = typed;
        this.formToken = formToken;
    }

    /** {@return the forms; nothing for a key that is left alone} */
    Html html() {
        return switch (explanation.situation()) {
            case QUARANTINED -> decisions();
            case LAPSED -> release();
            case ABSENT,
                    IN_PROGRESS,
                    RELEASED,
                    COMPLETED,
                    FINALLY_FAILED,
                    RESULT_MISSING,
                    ERASED,
                    EXPIRED,
                    FOREIGN,
                    UNREADABLE -> Html.nothing();
        };
    }

    private Html decisions() {
        return tag("section", "decide")
                .at("id", "decide")
                .at("aria-labelledby", "decide-title")
                .with(
                        tag("h2").at("id", "decide-title").text("Decide"),
                        tag("div", "two")
                                .with(
                                        form("resolve-result", "It happened")
                                                .with(
                                                        ConsoleTexts.paragraph(
                                                                "Every duplicate gets the result below, and"
                                                                        + " nothing executes."),
                                                        labelled(
                                                                "r-result",
                                                                "Result as JSON, exactly as the operation"
                                                                        + " would have stored it; it is not checked against a type",
                                                                tag("textarea")
                                                                        .at("name", "result")
                                                                        .at("id", "r-result")
                                                                        .at("rows", "4")
                                                                        .at("spellcheck", "false")
                                                                        .text(of("resolve-result", "result"))),
                                                        check("r-none", "no-value", "The operation has no result"),
                                                        days("r-days", "Days for which it is replayed"),
                                                        reason("r-reason", "resolve-result"),
                                                        check(
                                                                "r-sure",
                                                                "sure",
                                                                "I asked the receiver: the effect happened"),
                                                        submit("Store the result", "good")),
                                        form("resolve-execute", "It did not happen")
                                                .with(
                                                        ConsoleTexts.paragraph(
                                                                "The next delivery executes, as if no attempt"
                                                                        + " had had an effect. If the effect did happen, it then"
                                                                        + " happens twice."),
                                                        days("e-days", "Days for which the permission is kept"),
                                                        reason("e-reason", "resolve-execute"),
                                                        check(
                                                                "e-sure",
                                                                "sure",
                                                                "I asked the receiver: the effect did not happen"),
                                                        submit("Let the next delivery execute", "risky"))));
    }

    private Html release() {
        return tag("section", "decide")
                .at("id", "decide")
                .at("aria-labelledby", "decide-title")
                .with(
                        tag("h2").at("id", "decide-title").text("Give the claim back"),
                        form("release", "Release")
                                .with(
                                        ConsoleTexts.paragraph(
                                                "The next delivery takes the key over in any case. A release"
                                                        + " records what you found out about the attempt."),
                                        tag("fieldset")
                                                .with(
                                                        tag("legend").text("The attempt"),
                                                        radio("unknown", "may or may not have had effects", true),
                                                        radio("not-executed", "began, and had no effect", false),
                                                        radio("not-started", "never began", false)),
                                        reason("l-reason", "release"),
                                        submit("Release the key", "risky")));
    }

    // ---- parts ----

    private Html.Element form(String change, String title) {
        Known seen = explanation.known().orElseThrow();
        return tag("form", "card change")
                .at("method", "post")
                .at("action", "change")
                .at("aria-label", title)
                .with(
                        tag("h3").text(title),
                        hidden("form-token", formToken),
                        hidden("change", change),
                        hidden("id", explanation.name().recordId()),
                        hidden("claim", seen.claim().id().value()),
                        hidden("fence", String.valueOf(seen.claim().fence())),
                        hidden("revision", String.valueOf(seen.revision())));
    }

    private static Html hidden(String name, String value) {
        return tag("input").at("type", "hidden").at("name", name).at("value", value);
    }

    private Html reason(String id, String change) {
        return labelled(
                id,
                "Reason, for the audit log",
                tag("input")
                        .at("type", "text")
                        .at("name", "reason")
                        .at("id", id)
                        .at("required", "")
                        .at("maxlength", String.valueOf(ChangeRequests.LONGEST_REASON))
                        .at("autocomplete", "off")
                        .at("placeholder", "TICKET-7: …")
                        .at("value", of(change, "reason")));
    }

    private static Html days(String id, String label) {
        return labelled(
                id,
                label + "; no fewer than the operation's own window",
                tag("input")
                        .at("type", "number")
                        .at("name", "days")
                        .at("id", id)
                        .at("min", "1")
                        .at("max", String.valueOf(ChangeRequests.MOST_DAYS))
                        .at("required", "")
                        .at("value", DAYS));
    }

    private static Html check(String id, String name, String label) {
        Html.Element box = tag("input").at("type", "checkbox").at("name", name).at("id", id);
        return tag("div", "field check")
                .with(
                        name.equals("sure") ? box.at("required", "") : box,
                        tag("label").at("for", id).text(label));
    }

    private static Html radio(String value, String label, boolean isChosen) {
        Html.Element button = tag("input")
                .at("type", "radio")
                .at("name", "certainty")
                .at("id", "c-" + value)
                .at("value", value);
        return tag("div", "field check")
                .with(
                        isChosen ? button.at("checked", "") : button,
                        tag("label").at("for", "c-" + value).text(label));
    }

    private static Html submit(String title, String kind) {
        return tag("button", kind).at("type", "submit").text(title);
    }

    private static Html labelled(String id, String label, Html control) {
        return tag("div", "field").withAll(List.of(tag("label").at("for", id).text(label), control));
    }

    /** {@return the text that was typed into a field of a form that was refused} */
    private String of(String change, String field) {
        return typed.field("change").equals(change) ? typed.exact(field) : "";
    }
}

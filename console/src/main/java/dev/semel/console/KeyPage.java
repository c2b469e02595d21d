// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.Html.tag;

import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.PrintableText;
import dev.semel.operate.Explanation;
import dev.semel.operate.ExplanationText;
import dev.semel.operate.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One key: its state, the next duplicate, the story, the next step, details, and the changes that it allows. */
final class KeyPage {

    private static final int MOST_EFFECTS = 10;

    /** The sentences of changes that were made, by the word in the address. */
    private static final Map<String, String> DONE = Map.of(
            "resolve-result", "Done: the result is stored. Every duplicate gets it, and nothing executes.",
            "resolve-execute", "Done: the next delivery executes.",
            "release", "Done: the key is released.");

    private final ConsoleWork work;
    private final ConsoleFrame frame;
    private final ResultForms results;
    private final String formToken;

    KeyPage(ConsoleWork work, ConsoleFrame frame, ResultForms results, String formToken) {
        this.work = work;
        this.frame = frame;
        this.results = results;
        this.formToken = formToken;
    }

    /** {@return the page of the key that a request names} */
    ConsoleAnswer of(ConsoleRequest request) {
        Explanation found = request.has("id") ? work.explain(id(request)) : typedKey(request);
        String done = Objects.requireNonNullElse(DONE.get(request.field("done")), "");
        Html notice = done.isEmpty()
                ? Html.nothing()
                : tag("p", "notice").at("role", "status").text(done);
        return ConsoleAnswer.page(
                found.situation() == Situation.ABSENT ? 404 : 200,
                page(found, notice, ConsoleRequest.of(""), effects(request)));
    }

    /** {@return the page after a change that was not made} */
    ConsoleAnswer refused(int status, Explanation found, String why, ConsoleRequest typed) {
        Html alert = tag("p", "alert").at("role", "alert").text("Nothing was changed. " + why);
        return ConsoleAnswer.page(status, page(found, alert, typed, List.of()));
    }

    /** {@return the record id of a request} */
    static String id(ConsoleRequest request) {
        String id = request.exact("id");
        if (id.isEmpty() || id.length() > 4096) {
            throw new ConsoleRefusal(400, "The address names no key.");
        }
        return id;
    }

    private Explanation typedKey(ConsoleRequest request) {
        String key = request.field("key");
        if (request.field("operation").isEmpty()) {
            if (key.chars().filter(c -> c == '/').count() != 2
                    || !request.field("tenant").isEmpty()) {
                throw new ConsoleRefusal(
                        400,
                        "Without an operation the key must be a record id with two slashes, such as"
                                + " acme/charge/order-42, and the tenant empty.");
            }
            return work.explain(key);
        }
        try {
            return work.explain(new IdempotencyKey(request.field("tenant"), request.field("operation"), key));
        } catch (IllegalArgumentException e) {
            throw new ConsoleRefusal(400, "No operation can make this key: it is empty, or a part of it is too long.");
        }
    }

    private static List<String> effects(ConsoleRequest request) {
        return List.of(request.field("effects").split(",", MOST_EFFECTS)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= 200)
                .toList();
    }

    // ---- the page ----

    private Html.Element page(Explanation found, Html notice, ConsoleRequest typed, List<String> effects) {
        ExplanationText text = ExplanationText.of(found, List.of());
        List<Html> parts = new ArrayList<>();
        parts.add(notice);
        parts.add(head(found, text));
        parts.add(tag("div", "columns")
                .with(
                        tag("div")
                                .with(
                                        part("next", "The next duplicate", sentences(capital(text.next()))),
                                        part(
                                                "todo",
                                                "What to do",
                                                Html.several(List.of(steps(text.remedy()), toForms(found)))),
                                        part("effects", "Effect keys", effectKeys(found, effects))),
                        tag("div")
                                .with(
                                        part("happened", "What happened", sentences(text.happened())),
                                        part("story", "Timeline", KeyTimeline.of(found)))));
        parts.add(changes(found, typed));
        parts.add(part("details", "Details", details(found, text)));
        return frame.page(
                found.name()
                        .stored()
                        .map(key -> PrintableText.line(key.value(), 60))
                        .orElse("Key"),
                ConsoleFrame.Place.NONE,
                parts);
    }

    private static Html head(Explanation found, ExplanationText text) {
        IdempotencyKey key = found.name().stored().orElse(null);
        String headline = text.headline();
        return tag("div", "key-head")
                .with(
                        tag("h1", "key")
                                .text(key == null ? found.name().shown() : PrintableText.line(key.value(), 300)),
                        key == null
                                ? tag("p", "of")
                                        .text("The record id does not show the key: a part of it is hashed, or"
                                                + " another library made it.")
                                : tag("p", "of").with(RecordRows.operation(found)),
                        tag("p", "state")
                                .with(ConsoleTexts.badge(found.situation()))
                                .text(" " + capital(headline.substring(headline.indexOf(": ") + 2)) + "."));
    }

    private static Html part(String id, String title, Html content) {
        if (content instanceof Html.Several several && several.parts().isEmpty()) {
            return Html.nothing();
        }
        return tag("section", "card " + id)
                .at("aria-labelledby", id + "-title")
                .with(tag("h2").at("id", id + "-title").text(title), content);
    }

    private static List<String> capital(List<String> sentences) {
        List<String> capital = new ArrayList<>(sentences);
        capital.set(0, "It " + capital.get(0));
        return capital;
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
    }

    private static Html sentences(List<String> sentences) {
        return Html.several(sentences.stream().map(ConsoleTexts::paragraph).toList());
    }

    /** Sentences with a number in front become a list. */
    private static Html steps(List<String> sentences) {
        List<Html> parts = new ArrayList<>();
        Html.Element list = tag("ol");
        for (String each : sentences) {
            if (each.matches("\\d\\. .*")) {
                list = list.with(tag("li").text(each.substring(3)));
            } else {
                parts.add(ConsoleTexts.paragraph(each));
            }
        }
        if (!list.content().isEmpty()) {
            parts.add(0, list);
        }
        return Html.several(parts);
    }

    private static Html effectKeys(Explanation found, List<String> effects) {
        if (found.name().intent().isEmpty()) {
            return ConsoleTexts.paragraph("They are made of the caller's key, which is not known here. Find the key by"
                    + " operation and key, with the secret of its identities.");
        }
        Html.Element list = tag("dl", "keys");
        for (Map.Entry<String, EffectKey> each : found.effectKeys(effects).entrySet()) {
            list = list.with(tag("div")
                    .with(
                            tag("dt").text(PrintableText.line(each.getKey(), 100)),
                            tag("dd").with(tag("code").text(each.getValue().toString()))));
        }
        return Html.several(List.of(
                tag("p", "hint")
                        .text("The receiver of an effect knows it by this key, over all attempts. (An operation with"
                                + " effectKeysPerGeneration() has other ones.)"),
                list.content().isEmpty() ? Html.nothing() : list,
                tag("form", "inline")
                        .at("method", "get")
                        .at("action", "key")
                        .with(
                                tag("input")
                                        .at("type", "hidden")
                                        .at("name", "id")
                                        .at("value", found.name().recordId()),
                                tag("label").at("for", "effect").text("Name of an effect"),
                                tag("input")
                                        .at("type", "text")
                                        .at("name", "effects")
                                        .at("id", "effect")
                                        .at("required", "")
                                        .at("autocomplete", "off")
                                        .at("maxlength", "500")
                                        .at("placeholder", "charge")
                                        .at("value", String.join(",", effects)),
                                tag("button").at("type", "submit").text("Show its key"))));
    }

    /** {@return the link to the forms of changes, which come after much else on a narrow screen} */
    private Html toForms(Explanation found) {
        boolean isOpen = found.situation() == Situation.QUARANTINED || found.situation() == Situation.LAPSED;
        return isOpen && work.operator().isPresent()
                ? tag("p").with(tag("a").at("href", "#decide").text("To the forms below"))
                : Html.nothing();
    }

    private Html changes(Explanation found, ConsoleRequest typed) {
        if (work.operator().isEmpty()) {
            return found.situation() == Situation.QUARANTINED || found.situation() == Situation.LAPSED
                    ? tag("p", "hint")
                            .text("This console only reads. Start it with --allow-changes to change the key here.")
                    : Html.nothing();
        }
        return new ChangeForms(found, typed, formToken).html();
    }

    private Html details(Explanation found, ExplanationText text) {
        Html.Element list = tag("dl", "details");
        list = list.with(fact("record id", found.name().shown()));
        for (ExplanationText.Detail each : text.details()) {
            if (!each.name().equals("effect key")) {
                list = list.with(fact(each.name(), each.text()));
            }
        }
        String result = result(found);
        return result.isEmpty() ? list : list.with(fact("stored result", result));
    }

    private String result(Explanation found) {
        try {
            return results.shown(found).orElse("");
        } catch (IllegalArgumentException e) {
            return "cannot be shown: " + e.getMessage();
        }
    }

    private static Html fact(String name, String text) {
        return tag("div").with(tag("dt").text(name), tag("dd").text(text));
    }
}

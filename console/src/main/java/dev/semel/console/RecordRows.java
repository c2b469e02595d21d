// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.PrintableText;
import dev.semel.operate.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Records as a table, which becomes a list of cards where the screen is narrow. */
final class RecordRows {

    private RecordRows() {}

    /** {@return the table of records} */
    static Html.Element table(String caption, List<Explanation> found) {
        return table(caption, List.of("State", "Key", "Operation", "Attempt", "Claimed", "Ends"), rows(found));
    }

    /** {@return a table} Roles are named, since a style that turns rows into cards takes them away. */
    static Html.Element table(String caption, List<String> heads, List<Html.Element> rows) {
        Html.Element head = Html.tag("tr").at("role", "row");
        for (String title : heads) {
            head = head.with(
                    Html.tag("th").at("role", "columnheader").at("scope", "col").text(title));
        }
        return Html.tag("table")
                .at("role", "table")
                .with(
                        Html.tag("caption").text(caption),
                        Html.tag("thead").at("role", "rowgroup").with(head),
                        Html.tag("tbody").at("role", "rowgroup").withAll(rows));
    }

    /** {@return a cell with the name of its column, for narrow screens} */
    static Html.Element cell(String column, Html... content) {
        return Html.tag("td").at("role", "cell").at("data-label", column).with(content);
    }

    static List<Html.Element> rows(List<Explanation> found) {
        List<Html.Element> rows = new ArrayList<>();
        found.forEach(each -> rows.add(row(each)));
        return rows;
    }

    private static Html.Element row(Explanation found) {
        boolean timed = ConsoleTexts.hasClaimTimes(found);
        return Html.tag("tr")
                .at("role", "row")
                .with(
                        cell("State", ConsoleTexts.badge(found.situation())),
                        cell("Key", key(found)),
                        cell("Operation", operation(found)),
                        cell(
                                "Attempt",
                                Html.words(found.known()
                                        .map(known ->
                                                String.valueOf(known.claim().attempt()))
                                        .orElse("–"))),
                        cell(
                                "Claimed",
                                timed
                                        ? found.known()
                                                .map(known -> ConsoleTexts.near(
                                                        known.claim().claimedAt(), found.now()))
                                                .orElse(Html.words("–"))
                                        : Html.words("–")),
                        cell("Ends", ends(found)));
    }

    private static Html ends(Explanation found) {
        return found.known()
                .map(known -> ConsoleTexts.end(known)
                        .map(end -> ConsoleTexts.near(end, found.now()))
                        .orElse(Html.words("never by itself")))
                .orElse(Html.words("–"));
    }

    /** {@return the link to a key's page} */
    static Html key(Explanation found) {
        return Html.tag("a", "key")
                .at("href", ConsoleTexts.keyAddress(found.name().recordId()))
                .text(found.name()
                        .stored()
                        .map(key -> PrintableText.line(key.value(), 120))
                        .orElseGet(() -> found.name().shown()));
    }

    /** {@return operation and tenant of a key} */
    static Html operation(Explanation found) {
        IdempotencyKey key = found.name().stored().orElse(null);
        if (key == null) {
            return Html.words("–");
        }
        Html.Element operation = Html.tag("span").text(PrintableText.line(key.scope(), 80));
        return key.tenant().isEmpty()
                ? operation
                : operation.text(" ").with(Html.tag("span", "of").text(PrintableText.line(key.tenant(), 80)));
    }
}

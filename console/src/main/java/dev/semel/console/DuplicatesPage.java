// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.ConsoleTexts.count;
import static dev.semel.console.Html.tag;

import dev.semel.console.LoggedFigures.OfOperation;
import dev.semel.model.PrintableText;
import dev.semel.operate.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Duplicates by cause and by age, from the logs or metrics that the console was given. */
final class DuplicatesPage {

    /** The metrics of causes, and what they are. */
    private static final Map<String, String> CAUSES = causes();

    private final FiguresReading figures;
    private final ConsoleFrame frame;

    DuplicatesPage(FiguresReading figures, ConsoleFrame frame) {
        this.figures = figures;
        this.frame = frame;
    }

    private static Map<String, String> causes() {
        Map<String, String> causes = new LinkedHashMap<>();
        causes.put("DuplicatesRedelivered", "the source delivered again");
        causes.put("DuplicatesRetried", "the caller tried again");
        causes.put("DuplicatesFromArchive", "replayed from an archive");
        causes.put("DuplicatesConcurrent", "another attempt was executing");
        causes.put("DuplicatesInBatch", "twice in one batch");
        causes.put("DuplicatesOfUnknownCause", "the source gives no cause");
        return java.util.Collections.unmodifiableMap(causes);
    }

    Html.Element page() {
        List<Html> parts = new ArrayList<>();
        parts.add(tag("h1").text("Duplicates"));
        LoggedFigures read = figures.read().orElse(null);
        if (read == null) {
            parts.add(tag("div", "advice")
                    .with(
                            ConsoleTexts.paragraph(
                                    "This console was given no logs or metrics, and a record does not count"
                                            + " its duplicates."),
                            tag("p").text("Start it with ")
                                    .with(tag("code").text("--events FILE"))
                                    .text(
                                            ": lines of the logging listener, or metrics of the EMF listener, such as those"
                                                    + " that ")
                                    .with(tag("code").text("aws logs tail"))
                                    .text(" prints.")));
        } else {
            parts.add(FiguresReading.line(read));
            if (read.operations().isEmpty()) {
                parts.add(tag("p", "calm").text("No line tells of an operation."));
            }
            read.operations().forEach((operation, found) -> parts.add(operation(operation, found)));
        }
        return frame.page("Duplicates", ConsoleFrame.Place.DUPLICATES, parts);
    }

    private static Html operation(String operation, OfOperation found) {
        String name = PrintableText.line(operation, 100);
        return tag("section", "operation")
                .at("aria-label", "Operation " + name)
                .with(
                        tag("h2")
                                .with(tag("span", "of-word").text("Operation "))
                                .text(name),
                        rate(found),
                        tag("div", "columns three")
                                .with(
                                        chart(
                                                "By cause",
                                                byCause(found),
                                                "No metric tells causes. The handlers of batch"
                                                        + " sources report them to the EMF listener."),
                                        chart("By age", byAge(found), "No line tells an age."),
                                        events(found)));
    }

    private static Html rate(OfOperation found) {
        long duplicates = found.of("Replays") + found.of("InProgressConflicts");
        long all = duplicates + found.of("Executions");
        return all == 0
                ? Html.nothing()
                : tag("p", "read")
                        .with(tag("strong").text(String.format(Locale.ROOT, "%.2f %%", 100.0 * duplicates / all)))
                        .text(" of " + count(all) + " calls were duplicates.");
    }

    private static Map<String, Long> byCause(OfOperation found) {
        Map<String, Long> causes = new LinkedHashMap<>();
        CAUSES.forEach((metric, meaning) -> {
            if (found.of(metric) > 0) {
                causes.put(meaning, found.of(metric));
            }
        });
        return causes;
    }

    private static Map<String, Long> byAge(OfOperation found) {
        Map<String, Long> ages = new LinkedHashMap<>();
        int end = found.ages().size();
        while (end > 0 && found.ages().get(end - 1) == 0) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            String title = i < LoggedFigures.AGES.size() ? "up to " + Moment.span(LoggedFigures.AGES.get(i)) : "older";
            ages.put(title, found.ages().get(i));
        }
        return ages;
    }

    private static Html events(OfOperation found) {
        Html.Element list = tag("dl", "bars");
        for (Map.Entry<String, Long> each : found.outcomes().entrySet()) {
            list = list.with(tag("div")
                    .with(
                            tag("dt").text(PrintableText.line(each.getKey(), 80)),
                            tag("dd").with(tag("span", "figure").text(count(each.getValue())))));
        }
        return tag("div", "card chart").with(tag("h3").text("All events"), list);
    }

    private static Html chart(String title, Map<String, Long> figures, String ifNone) {
        Html.Element card = tag("div", "card chart").with(tag("h3").text(title));
        if (figures.isEmpty()) {
            return card.with(tag("p", "hint").text(ifNone));
        }
        long most = figures.values().stream().mapToLong(Long::longValue).max().orElse(1);
        Html.Element list = tag("dl", "bars");
        for (Map.Entry<String, Long> each : figures.entrySet()) {
            double share = most == 0 ? 0 : 100.0 * each.getValue() / most;
            list = list.with(tag("div")
                    .with(
                            tag("dt").text(PrintableText.line(each.getKey(), 80)),
                            tag("dd")
                                    .with(
                                            tag("span", "figure").text(count(each.getValue())),
                                            tag("svg", "share")
                                                    .at("viewBox", "0 0 100 6")
                                                    .at("preserveAspectRatio", "none")
                                                    .at("aria-hidden", "true")
                                                    .with(tag("rect")
                                                            .at("width", String.format(Locale.ROOT, "%.1f", share))
                                                            .at("height", "6")))));
        }
        return card.with(list);
    }
}

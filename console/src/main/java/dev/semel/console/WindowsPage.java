// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.ConsoleTexts.count;
import static dev.semel.console.Html.tag;

import dev.semel.console.LoggedFigures.OfOperation;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.PrintableText;
import dev.semel.operate.Explanation;
import dev.semel.operate.Moment;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordWalk;
import dev.semel.operate.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Advice on dedupe windows: the windows that the records show, next to the ages of duplicates and the horizons of
 * sources.
 */
final class WindowsPage {

    private static final int PAGE = 100;
    private static final int MOST_OPERATIONS = 100;

    private final ConsoleWork work;
    private final ConsoleFrame frame;
    private final FiguresReading figures;
    private final List<SourceHorizon> horizons;

    WindowsPage(ConsoleWork work, ConsoleFrame frame, FiguresReading figures, List<SourceHorizon> horizons) {
        this.work = work;
        this.frame = frame;
        this.figures = figures;
        this.horizons = horizons;
    }

    /** The windows of one operation's records. */
    private static final class Seen {

        private long records;
        private Duration shortest = Duration.ofSeconds(Long.MAX_VALUE);
        private Duration longest = Duration.ZERO;

        void add(Duration window) {
            records++;
            shortest = window.compareTo(shortest) < 0 ? window : shortest;
            longest = window.compareTo(longest) > 0 ? window : longest;
        }
    }

    Html.Element of(ConsoleRequest request) {
        Optional<LoggedFigures> read = figures.read();
        Map<String, Seen> seen = new TreeMap<>();
        RecordWalk.Summary walked = work.walk(RecordFilter.all(), request.exact("cursor"), PAGE, found -> {
            add(seen, found);
            return true;
        });
        List<Html.Element> rows = new ArrayList<>();
        LoggedFigures known = read.orElseGet(() -> new FiguresBuilder().build(0, false));
        seen.forEach((operation, windows) -> rows.add(row(operation, windows, known.of(operation))));
        List<Html> parts = new ArrayList<>();
        parts.add(tag("h1").text("Windows"));
        parts.add(
                ConsoleTexts.paragraph("A dedupe window is how long a result is replayed. A duplicate that comes later"
                        + " executes again, so the window must cover the last retry of the source."));
        if (read.isEmpty()) {
            parts.add(tag("p", "hint")
                    .text("This console was given no logs or metrics (--events FILE), so it knows the ages of"
                            + " no duplicates."));
        }
        parts.add(
                rows.isEmpty()
                        ? tag("p", "calm").text("None of the records just read is completed.")
                        : tag("div", "card")
                                .with(RecordRows.table(
                                        "Windows of completed records, by operation",
                                        List.of("Operation", "Records", "Window", "Oldest duplicate", "Advice"),
                                        rows)));
        parts.add(readLine(walked));
        parts.add(sources());
        return frame.page("Windows", ConsoleFrame.Place.WINDOWS, parts);
    }

    private static void add(Map<String, Seen> seen, Explanation found) {
        boolean isOurs = found.situation() != Situation.FOREIGN && found.situation() != Situation.ERASED;
        if (isOurs && found.known().orElse(null) instanceof Completed completed) {
            String operation = ConsoleTexts.operation(found);
            if (seen.containsKey(operation) || seen.size() < MOST_OPERATIONS) {
                seen.computeIfAbsent(operation, first -> new Seen())
                        .add(Duration.between(completed.completedAt(), completed.windowEndsAt()));
            }
        }
    }

    private Html.Element row(String operation, Seen windows, OfOperation figuresOf) {
        boolean isAged = figuresOf.oldest().isPositive();
        String window = near(windows.shortest);
        if (!near(windows.longest).equals(window)) {
            window += " to " + near(windows.longest);
        }
        return tag("tr")
                .at("role", "row")
                .with(
                        RecordRows.cell("Operation", tag("strong").text(PrintableText.line(operation, 80))),
                        RecordRows.cell("Records", Html.words(count(windows.records))),
                        RecordRows.cell("Window", Html.words(window)),
                        RecordRows.cell(
                                "Oldest duplicate", Html.words(isAged ? Moment.span(figuresOf.oldest()) : "not known")),
                        RecordRows.cell("Advice", advice(windows, figuresOf)));
    }

    /** Ends are whole seconds, rounded up, so a window of a day is up to a second longer in the record. */
    private static String near(Duration window) {
        return Moment.span(Duration.ofSeconds(window.toSeconds()));
    }

    private Html advice(Seen windows, OfOperation figuresOf) {
        if (figuresOf.of("WindowsTooShort") > 0) {
            return warning("Too short for its source, as the function reported. Leave out dedupeWindow(...), or make it"
                    + " at least as long as the source's horizon.");
        }
        if (figuresOf.oldest().multipliedBy(2).compareTo(windows.shortest) > 0) {
            return warning(
                    "A duplicate came after more than half of the window. Make it longer, or find out what delivers"
                            + " so late.");
        }
        List<String> tooLong = horizons.stream()
                .filter(each -> each.longest().compareTo(windows.shortest) > 0)
                .map(SourceHorizon::source)
                .toList();
        return tooLong.isEmpty()
                ? Html.words("Covers every source below.")
                : Html.words("Covers the sources below, except: " + String.join("; ", tooLong) + ".");
    }

    private static Html warning(String text) {
        return tag("span", "warn").text(text);
    }

    private static Html readLine(RecordWalk.Summary walked) {
        Html.Element line = tag("p", "read")
                .at("role", "status")
                .with(tag("strong").text(count(walked.matched())))
                .text(" keys were read. ");
        return walked.cursor().isEmpty()
                ? line.text("These are all.")
                : line.text("There are more. ")
                        .with(tag("a", "more")
                                .at("href", "windows?cursor=" + ConsoleTexts.encoded(walked.cursor()))
                                .text("Look at the next ones"));
    }

    private Html sources() {
        if (horizons.isEmpty()) {
            return Html.nothing();
        }
        List<Html.Element> rows = new ArrayList<>();
        for (SourceHorizon each : horizons) {
            rows.add(tag("tr")
                    .at("role", "row")
                    .with(
                            RecordRows.cell("Source", Html.words(each.source())),
                            RecordRows.cell("Last retry after", Html.words(Moment.span(each.longest()))),
                            RecordRows.cell("Stated in", Html.words(each.document()))));
        }
        return tag("div", "card")
                .with(RecordRows.table(
                        "Sources, with their default settings",
                        List.of("Source", "Last retry after", "Stated in"),
                        rows));
    }
}

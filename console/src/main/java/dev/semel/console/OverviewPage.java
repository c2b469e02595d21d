// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.ConsoleTexts.count;
import static dev.semel.console.Html.tag;

import dev.semel.operate.Explanation;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordWalk;
import dev.semel.operate.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The overview: how many keys are in which state, as far as the store was read, and the oldest that need a person. */
final class OverviewPage {

    private static final int PAGE = 100;
    private static final int MOST_SHOWN = 10;

    /** The states in groups, in the order of their urgency. */
    private static final Map<Situation, String> GROUPS = groups();

    private final ConsoleWork work;
    private final ConsoleFrame frame;

    OverviewPage(ConsoleWork work, ConsoleFrame frame) {
        this.work = work;
        this.frame = frame;
    }

    private static Map<Situation, String> groups() {
        Map<Situation, String> groups = new java.util.LinkedHashMap<>();
        for (Situation each : List.of(Situation.QUARANTINED, Situation.LAPSED, Situation.UNREADABLE)) {
            groups.put(each, "Needs a person");
        }
        groups.put(Situation.IN_PROGRESS, "At work");
        groups.put(Situation.RELEASED, "At work");
        for (Situation each :
                List.of(Situation.COMPLETED, Situation.FINALLY_FAILED, Situation.RESULT_MISSING, Situation.ERASED)) {
            groups.put(each, "Done");
        }
        groups.put(Situation.EXPIRED, "Other");
        groups.put(Situation.FOREIGN, "Other");
        return java.util.Collections.unmodifiableMap(groups);
    }

    Html.Element of(ConsoleRequest request) {
        Map<Situation, Long> counts = carried(request.field("counts"));
        boolean isFirst = counts.isEmpty();
        Instant now = work.now();
        List<Explanation> waiting = new ArrayList<>();
        RecordWalk.Summary walked = work.walk(RecordFilter.all(), request.exact("cursor"), PAGE, found -> {
            counts.merge(found.situation(), 1L, Long::sum);
            if (found.situation() == Situation.QUARANTINED || found.situation() == Situation.LAPSED) {
                waiting.add(found);
                waiting.sort(Comparator.comparing(OverviewPage::claimedAt));
                if (waiting.size() > MOST_SHOWN) {
                    waiting.remove(MOST_SHOWN);
                }
            }
            return true;
        });
        return frame.page(
                "Overview",
                ConsoleFrame.Place.OVERVIEW,
                List.of(
                        tag("h1").text("Overview"),
                        lookUp(),
                        tag("section")
                                .at("id", "survey")
                                .at("aria-labelledby", "by-state")
                                .with(
                                        tag("h2").at("id", "by-state").text("Keys by state"),
                                        readSoFar(walked, counts, now),
                                        bar(counts),
                                        tag("div", "groups").withAll(groupsOf(counts)),
                                        oldest(
                                                waiting,
                                                !isFirst || !walked.cursor().isEmpty()))));
    }

    private static Instant claimedAt(Explanation found) {
        return found.known().map(known -> known.claim().claimedAt()).orElse(Instant.MAX);
    }

    // ---- counts that the next page continues ----

    private static Map<Situation, Long> carried(String text) {
        Map<Situation, Long> counts = new EnumMap<>(Situation.class);
        String[] numbers = text.isEmpty() ? new String[0] : text.split("-", -1);
        if (numbers.length != 0 && numbers.length != Situation.values().length) {
            throw new ConsoleRefusal(400, "The counts in the address are malformed. Begin again.");
        }
        int next = 0;
        for (Situation each : numbers.length == 0 ? new Situation[0] : Situation.values()) {
            counts.put(each, ConsoleRequest.of("n=" + numbers[next++]).number("n"));
        }
        return counts;
    }

    private static String carry(Map<Situation, Long> counts) {
        List<String> numbers = new ArrayList<>();
        for (Situation each : Situation.values()) {
            numbers.add(String.valueOf(of(counts, each)));
        }
        return String.join("-", numbers);
    }

    private static long of(Map<Situation, Long> counts, Situation situation) {
        return java.util.Objects.requireNonNullElse(counts.get(situation), 0L);
    }

    private static long all(Map<Situation, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    // ---- parts ----

    private static Html lookUp() {
        return tag("form", "card find")
                .at("method", "get")
                .at("action", "key")
                .at("role", "search")
                .at("aria-label", "Find a key")
                .with(
                        field("Key", "key", "order-42", true),
                        field("Operation", "operation", "charge", false),
                        field("Tenant", "tenant", "", false),
                        tag("button").at("type", "submit").text("Find the key"),
                        tag("p", "hint")
                                .text("The key as the operation makes it. Without an operation: the record id, such as"
                                        + " acme/charge/order-42."));
    }

    private static Html field(String label, String name, String example, boolean required) {
        Html.Element input = tag("input")
                .at("type", "text")
                .at("name", name)
                .at("id", "find-" + name)
                .at("autocomplete", "off")
                .at("spellcheck", "false")
                .at("maxlength", "1500")
                .at("placeholder", example);
        return tag("div", "field")
                .with(tag("label").at("for", "find-" + name).text(label), required ? input.at("required", "") : input);
    }

    private static Html readSoFar(RecordWalk.Summary walked, Map<Situation, Long> counts, Instant now) {
        long read = all(counts);
        Html.Element line = tag("p", "read")
                .at("role", "status")
                .with(tag("strong").text(count(read)))
                .text(read == 1 ? " key was read. " : " keys were read. ");
        if (walked.cursor().isEmpty()) {
            return line.text("These are all. As of " + ConsoleTexts.clock(now) + ".");
        }
        String next = "./?counts=" + carry(counts) + "&cursor=" + ConsoleTexts.encoded(walked.cursor());
        return line.text("There are more. ")
                .with(tag("a", "more")
                        .at("href", next)
                        .at("hx-get", next)
                        .at("hx-target", "#survey")
                        .at("hx-select", "#survey")
                        .at("hx-swap", "outerHTML")
                        .text("Read the next " + count(ConsoleWork.LOOKED_AT)));
    }

    /** A bar of the shares. Attributes and no style, which the content policy would refuse. */
    private static Html bar(Map<Situation, Long> counts) {
        long all = all(counts);
        if (all == 0) {
            return Html.nothing();
        }
        Html.Element svg = tag("svg", "bar")
                .at("viewBox", "0 0 1000 12")
                .at("preserveAspectRatio", "none")
                .at("aria-hidden", "true");
        double x = 0;
        for (Situation each : GROUPS.keySet()) {
            double width = 1000.0 * of(counts, each) / all;
            if (width > 0) {
                svg = svg.with(tag("rect", "s-" + each.word())
                        .at("x", String.format(java.util.Locale.ROOT, "%.2f", x))
                        .at("y", "0")
                        .at("height", "12")
                        .at("width", String.format(java.util.Locale.ROOT, "%.2f", width)));
            }
            x += width;
        }
        return svg;
    }

    private static List<Html> groupsOf(Map<Situation, Long> counts) {
        List<Html> groups = new ArrayList<>();
        for (String group : List.of("Needs a person", "At work", "Done", "Other")) {
            Html.Element tiles = tag("ul", "tiles");
            for (Map.Entry<Situation, String> each : GROUPS.entrySet()) {
                if (each.getValue().equals(group)) {
                    tiles = tiles.with(tag("li").with(tile(each.getKey(), of(counts, each.getKey()))));
                }
            }
            groups.add(tag("div", "group of-" + tiles.content().size())
                    .with(tag("h3").text(group), tiles));
        }
        return groups;
    }

    private static Html tile(Situation situation, long number) {
        return tag("a", number == 0 ? "tile none" : "tile")
                .at("href", situation == Situation.QUARANTINED ? "quarantine" : "keys?state=" + situation.word())
                .with(
                        ConsoleTexts.badge(situation),
                        tag("span", "number").text(count(number)),
                        tag("span", "meaning").text(ConsoleTexts.meaning(situation)));
    }

    private static Html oldest(List<Explanation> waiting, boolean isPart) {
        if (waiting.isEmpty()) {
            return tag("p", "calm")
                    .text(
                            isPart
                                    ? "No key among the records just read is stuck or quarantined."
                                    : "No key is stuck or quarantined.");
        }
        return tag("div", "card")
                .with(RecordRows.table(
                        isPart
                                ? "Needs a person, oldest first, among the records just read"
                                : "Needs a person, oldest first",
                        waiting));
    }
}

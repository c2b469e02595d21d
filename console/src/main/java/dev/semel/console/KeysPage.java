// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.ConsoleTexts.count;
import static dev.semel.console.Html.tag;

import dev.semel.operate.Explanation;
import dev.semel.operate.Moment;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordWalk;
import dev.semel.operate.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The list of keys with its filters, a part at a time. */
final class KeysPage {

    /** The most records of one page of the store; a list has fewer than twice as many rows. */
    static final int PAGE = 50;

    private static final String STUCK = "needs-a-person";

    private static final Map<String, Duration> AGES = ages();

    private final ConsoleWork work;
    private final ConsoleFrame frame;

    KeysPage(ConsoleWork work, ConsoleFrame frame) {
        this.work = work;
        this.frame = frame;
    }

    private static Map<String, Duration> ages() {
        Map<String, Duration> ages = new LinkedHashMap<>();
        ages.put("15m", Duration.ofMinutes(15));
        ages.put("1h", Duration.ofHours(1));
        ages.put("6h", Duration.ofHours(6));
        ages.put("1d", Duration.ofDays(1));
        ages.put("7d", Duration.ofDays(7));
        return java.util.Collections.unmodifiableMap(ages);
    }

    Html.Element of(ConsoleRequest request) {
        List<Explanation> found = new ArrayList<>();
        RecordWalk.Summary walked = work.walk(filter(request), request.exact("cursor"), PAGE, each -> {
            found.add(each);
            return found.size() < PAGE;
        });
        return frame.page(
                "Keys",
                ConsoleFrame.Place.KEYS,
                List.of(
                        tag("h1").text("Keys"),
                        filters(request),
                        tag("section")
                                .at("id", "list")
                                .at("aria-label", "Found keys")
                                .with(
                                        found.isEmpty()
                                                ? tag("p", "calm").text("None of the records just read is among those.")
                                                : tag("div", "card")
                                                        .with(RecordRows.table(
                                                                "Keys, in the store's own order", found)),
                                        more(request, walked))));
    }

    private static RecordFilter filter(ConsoleRequest request) {
        Optional<String> tenant = request.has("untenanted")
                ? Optional.of("")
                : Optional.of(request.field("tenant")).filter(text -> !text.isEmpty());
        Optional<String> operation = Optional.of(request.field("operation")).filter(text -> !text.isEmpty());
        Duration age = request.field("older").isEmpty() ? Duration.ZERO : AGES.get(request.field("older"));
        if (age == null) {
            throw new ConsoleRefusal(400, "The age in the address is none of the list.");
        }
        return new RecordFilter(tenant, operation, states(request.field("state")), age);
    }

    private static Set<Situation> states(String word) {
        if (word.equals(STUCK)) {
            return EnumSet.of(Situation.QUARANTINED, Situation.LAPSED, Situation.UNREADABLE);
        }
        EnumSet<Situation> states = EnumSet.noneOf(Situation.class);
        for (Situation each : Situation.values()) {
            if (each.word().equals(word)) {
                states.add(each);
            }
        }
        if (states.isEmpty() && !word.isEmpty()) {
            throw new ConsoleRefusal(400, "The state in the address is none of the list.");
        }
        return states;
    }

    private static Html filters(ConsoleRequest request) {
        Html.Element state =
                tag("select").at("name", "state").at("id", "state").with(option("", "any", request.field("state")));
        state = state.with(option(STUCK, "needs a person", request.field("state")));
        for (Situation each : Situation.values()) {
            if (each != Situation.ABSENT) {
                state = state.with(option(each.word(), each.word(), request.field("state")));
            }
        }
        Html.Element older = tag("select")
                .at("name", "older")
                .at("id", "older")
                .with(option("", "any time ago", request.field("older")));
        for (Map.Entry<String, Duration> each : AGES.entrySet()) {
            older = older.with(
                    option(each.getKey(), "at least " + Moment.span(each.getValue()) + " ago", request.field("older")));
        }
        Html.Element untenanted =
                tag("input").at("type", "checkbox").at("name", "untenanted").at("id", "untenanted");
        return tag("form", "card filters")
                .at("method", "get")
                .at("action", "keys")
                .at("aria-label", "Filter")
                .with(
                        labelled("State", "state", state),
                        labelled("Claimed", "older", older),
                        labelled("Operation", "operation", text("operation", request)),
                        labelled("Tenant", "tenant", text("tenant", request)),
                        tag("div", "field check")
                                .with(
                                        request.has("untenanted") ? untenanted.at("checked", "") : untenanted,
                                        tag("label").at("for", "untenanted").text("Without a tenant")),
                        tag("button").at("type", "submit").text("Filter"));
    }

    private static Html text(String name, ConsoleRequest request) {
        return tag("input")
                .at("type", "text")
                .at("name", name)
                .at("id", name)
                .at("autocomplete", "off")
                .at("maxlength", "500")
                .at("value", request.field(name));
    }

    private static Html option(String value, String title, String chosen) {
        Html.Element option = tag("option").at("value", value).text(title);
        return value.equals(chosen) ? option.at("selected", "") : option;
    }

    private static Html labelled(String label, String id, Html control) {
        return tag("div", "field").with(tag("label").at("for", id).text(label), control);
    }

    private static Html more(ConsoleRequest request, RecordWalk.Summary walked) {
        Html.Element line = tag("p", "read")
                .at("id", "more")
                .at("role", "status")
                .with(tag("strong").text(count(walked.matched())))
                .text(" of about " + count(walked.examined()) + " records that were looked at. ");
        if (walked.cursor().isEmpty()) {
            return line.text("The list ends here.");
        }
        StringJoiner query = new StringJoiner("&", "keys?", "");
        for (String each : List.of("state", "older", "operation", "tenant", "untenanted")) {
            if (request.has(each)) {
                query.add(each + "=" + ConsoleTexts.encoded(request.field(each)));
            }
        }
        query.add("cursor=" + ConsoleTexts.encoded(walked.cursor()));
        return line.text("More may follow. ")
                .with(tag("a", "more").at("href", query.toString()).text("Look at the next ones"));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.ConsoleTexts.count;
import static dev.semel.console.Html.tag;

import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.PrintableText;
import dev.semel.operate.Explanation;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordWalk;
import dev.semel.operate.Situation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** The work list of quarantined keys: what is asked of a person, and for each key where the decision is made. */
final class QuarantinePage {

    private final ConsoleWork work;
    private final ConsoleFrame frame;

    QuarantinePage(ConsoleWork work, ConsoleFrame frame) {
        this.work = work;
        this.frame = frame;
    }

    Html.Element of(ConsoleRequest request) {
        List<Explanation> found = new ArrayList<>();
        RecordFilter parked = RecordFilter.all().in(EnumSet.of(Situation.QUARANTINED));
        RecordWalk.Summary walked = work.walk(parked, request.exact("cursor"), KeysPage.PAGE, each -> {
            found.add(each);
            return found.size() < KeysPage.PAGE;
        });
        Html.Element list = tag("ol", "cases");
        for (Explanation each : found) {
            list = list.with(tag("li", "card case").with(parkedKey(each)));
        }
        return frame.page(
                "Quarantine",
                ConsoleFrame.Place.QUARANTINE,
                List.of(
                        tag("h1").text("Quarantine"),
                        advice(),
                        found.isEmpty() ? tag("p", "calm").text("None of the records just read is quarantined.") : list,
                        read(walked)));
    }

    private Html advice() {
        return tag("div", "advice")
                .with(
                        ConsoleTexts.paragraph(
                                "For each of these keys it is unknown whether the effects happened. Nothing"
                                        + " executes until somebody decides. Ask the receiver of the effect first; its effect keys"
                                        + " are on the key's page."),
                        tag("ul")
                                .with(
                                        tag("li").text("It happened: store its result, and every duplicate gets it."),
                                        tag("li").text("It did not happen: let the next delivery execute."),
                                        tag("li")
                                                .text("You cannot find out: leave it. A quarantined key never ends by"
                                                        + " itself.")),
                        tag("p", "hint")
                                .text(
                                        "A reconciler, the function that you give to onUnknownOutcome(reconcile(...)), is your"
                                                + " code. The console names it and does not run it: it runs in your function, when a"
                                                + " delivery meets an unknown outcome that is not quarantined."),
                        work.operator().isPresent()
                                ? Html.nothing()
                                : tag("p", "hint")
                                        .text(
                                                "This console only reads. Start it with --allow-changes to decide here, or use"
                                                        + " semel resolve."));
    }

    private Html parkedKey(Explanation found) {
        String address = ConsoleTexts.keyAddress(found.name().recordId());
        boolean canDecide = work.operator().isPresent();
        Quarantined parked = (Quarantined) found.known().orElseThrow();
        return Html.several(List.of(
                tag("h2", "case-key").with(RecordRows.key(found), Html.words(" "), RecordRows.operation(found)),
                tag("p", "reason").text(PrintableText.line(parked.reason(), 200)),
                tag("dl", "facts")
                        .withAll(facts(Map.of(
                                "Quarantined",
                                ConsoleTexts.when(parked.quarantinedAt(), found.now()),
                                "Attempt",
                                Html.words(String.valueOf(parked.claim().attempt())),
                                "Recorded steps",
                                Html.words(
                                        String.valueOf(parked.recoveryPoints().size()))))),
                tag("p", "actions")
                        .with(tag("a", "button")
                                .at("href", canDecide ? address + "#decide" : address)
                                .text(canDecide ? "Decide" : "See the key")
                                .with(tag("span", "aloud")
                                        .text(" " + found.name().shown())))));
    }

    private static List<Html> facts(Map<String, Html> facts) {
        List<Html> parts = new ArrayList<>();
        for (String each : List.of("Quarantined", "Attempt", "Recorded steps")) {
            parts.add(tag("div")
                    .with(tag("dt").text(each), tag("dd").with(java.util.Objects.requireNonNull(facts.get(each)))));
        }
        return parts;
    }

    private static Html read(RecordWalk.Summary walked) {
        Html.Element line = tag("p", "read")
                .at("role", "status")
                .with(tag("strong").text(count(walked.matched())))
                .text(" quarantined of about " + count(walked.examined()) + " records that were looked at. ");
        return walked.cursor().isEmpty()
                ? line.text("The list ends here.")
                : line.text("More may follow. ")
                        .with(tag("a", "more")
                                .at("href", "quarantine?cursor=" + ConsoleTexts.encoded(walked.cursor()))
                                .text("Look at the next ones"));
    }
}

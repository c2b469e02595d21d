// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.text.Quoted;
import java.util.List;

/** A proof as one HTML page that needs nothing else: the counterexample beside the plain history, scope and counts. */
final class HtmlReport {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6475; --line: #c9ced8; --bad: #b3261e;
              --page: #ffffff }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9f0; --soft: #a3abba; --line: #424a5a;
              --bad: #ff8a80; --page: #14181f } }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1.5rem;
              color: var(--ink); background: var(--page) }
            h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 0 0 .5rem }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem }
            dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
            code, pre { font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
            .both { display: flex; flex-wrap: wrap; gap: 2rem; align-items: flex-start }
            .both section { min-width: 0; overflow-x: auto }
            svg text { font: 12px ui-monospace, monospace; fill: var(--ink) }
            svg .head { font-weight: 600 } svg .time { fill: var(--soft) }
            svg line { stroke: var(--line) } svg .call { stroke: var(--soft) } svg circle { fill: var(--soft) }
            svg .bad { fill: var(--bad); font-weight: 600 } svg line.bad, svg circle.bad { stroke: var(--bad) }
            """;

    private HtmlReport() {}

    static String of(Proof proof) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(title(proof))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n<h1>")
                .append(title(proof))
                .append("</h1>\n")
                .append(body(proof))
                .append("<h2>Coverage</h2>\n<pre>")
                .append(escaped(proof.coverage().toString()))
                .append("</pre>\n<script type=\"application/json\" id=\"proof\">\n")
                .append(ProofDocument.json(proof).replace("<", "\\u003c"))
                .append("\n</script>\n</html>\n");
        return page.toString();
    }

    private static String title(Proof proof) {
        return escaped(
                switch (proof) {
                    case Proof.Held held -> "No violation in the declared scope";
                    case Proof.Broken broken ->
                        "Broken: " + broken.counterexample().violation().rule();
                    case Proof.Unfinished unfinished -> "Unfinished: no verdict";
                });
    }

    private static String body(Proof proof) {
        return switch (proof) {
            case Proof.Held held -> section("The plain history", held.history());
            case Proof.Unfinished unfinished -> "<p>" + escaped(unfinished.missing()) + "</p>\n";
            case Proof.Broken broken -> broken(broken);
        };
    }

    private static String broken(Proof.Broken broken) {
        Counterexample found = broken.counterexample();
        return "<dl>\n" + fact("Seen", escaped(found.violation().what()))
                + fact("Hint", escaped(found.violation().hint()))
                + fact("Repeat", "<code>.repeating(\"" + escaped(found.repetition()) + "\")</code>")
                + fact("Found", escaped(broken.coverage().untilFound()))
                + "</dl>\n<div class=\"both\">\n"
                + section("The history that breaks the rule", found.history())
                + section("The plain history", broken.plain()) + "</div>\n";
    }

    private static String fact(String name, String html) {
        return "<dt>" + name + "<dd>" + html + "\n";
    }

    private static String section(String title, List<TimelineStep> steps) {
        return "<section>\n<h2>" + title + "</h2>\n" + new SequenceDiagram(steps).svg() + "</section>\n";
    }

    /** {@return a text for HTML and SVG: on one line, without what would steer the page} */
    static String escaped(String text) {
        return text.lines()
                .map(line -> Quoted.escaped(line)
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"))
                .reduce((one, next) -> one + "\n" + next)
                .orElse("");
    }
}

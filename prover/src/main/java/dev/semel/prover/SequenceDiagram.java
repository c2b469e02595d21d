// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A history as a sequence diagram in SVG: time goes down, attempts at the left, stores and receivers at the right. */
final class SequenceDiagram {

    private static final int TIME = 90;
    private static final int LANE = 120;
    private static final int SERVICE = 200;
    private static final int ROW = 40;
    private static final int HEAD = 40;
    private static final int PER_CHARACTER = 8;
    private static final int MOST_CHARACTERS = 90;

    private final List<TimelineStep> steps;
    private final int attempts;
    private final List<String> services;
    private final StringBuilder svg = new StringBuilder();
    private int y = HEAD;
    private int width;

    SequenceDiagram(List<TimelineStep> steps) {
        this.steps = steps;
        this.attempts = steps.stream().mapToInt(TimelineStep::attempt).max().orElse(0);
        this.services = steps.stream()
                .flatMap(step -> step.actions().stream())
                .map(TimelineStep.Action::service)
                .filter(service -> !service.isEmpty())
                .distinct()
                .toList();
        this.width = TIME + attempts * LANE + services.size() * SERVICE + 40;
    }

    /** {@return the diagram, with a text for those who do not see it} */
    String svg() {
        List<String> rows = new ArrayList<>();
        String time = "";
        for (TimelineStep step : steps) {
            for (TimelineStep.Action action : step.actions()) {
                String now = step.at().toMillis() + " ms";
                rows.add(row(step, action, now.equals(time) ? "" : now));
                time = now;
                y += ROW;
            }
        }
        svg.append(String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>%s</title>
                """,
                width,
                y + 10,
                width,
                y + 10,
                HtmlReport.escaped(String.join(
                        "; ", steps.stream().map(TimelineStep::toString).toList()))));
        for (int attempt = 1; attempt <= attempts; attempt++) {
            lane(ofAttempt(attempt), "attempt #" + attempt);
        }
        services.forEach(service -> lane(ofService(service), service));
        rows.forEach(svg::append);
        return svg.append("</svg>\n").toString();
    }

    private void lane(int x, String name) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
                        + "<text class=\"head\" x=\"%d\" y=\"16\" text-anchor=\"middle\">%s</text>\n",
                x,
                HEAD - 16,
                x,
                y,
                x,
                HtmlReport.escaped(Quoted.text(name, 24))));
    }

    /** A call goes to the lane of its service; anything else is a dot on the lane of its attempt. */
    private String row(TimelineStep step, TimelineStep.Action action, String time) {
        int x = ofAttempt(step.attempt());
        String kind = action.deviates() ? "bad" : "call";
        String text = Quoted.text(action.toString(), MOST_CHARACTERS);
        width = Math.max(width, x + 12 + text.length() * PER_CHARACTER);
        String mark = action.service().isEmpty()
                ? String.format(Locale.ROOT, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"3\"/>", kind, x, y)
                : arrow(kind, x, ofService(action.service()));
        return String.format(
                Locale.ROOT,
                "<text class=\"time\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%s"
                        + "<text%s x=\"%d\" y=\"%d\">%s</text>\n",
                TIME - 15,
                y + 4,
                time,
                mark,
                action.deviates() ? " class=\"bad\"" : "",
                x + 8,
                y - 6,
                HtmlReport.escaped(text));
    }

    private String arrow(String kind, int from, int to) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
                        + "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"3\"/>",
                kind,
                from,
                y,
                to,
                y,
                kind,
                to,
                y);
    }

    private static int ofAttempt(int attempt) {
        return TIME + (attempt - 1) * LANE + LANE / 2;
    }

    private int ofService(String service) {
        return TIME + attempts * LANE + services.indexOf(service) * SERVICE + SERVICE / 2;
    }
}

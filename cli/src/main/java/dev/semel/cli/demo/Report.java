// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of all handlers in all scenarios.
 *
 * @param files how many files were uploaded in each scenario
 * @param figures by scenario, then by handler
 */
record Report(int files, List<Figures> figures) {

    private static final String ROW = "%-23s  %-7s  %10s  %7s  %8s  %7s  %4s  %6s  %s%n";

    private static final int WIDTH = 110;

    private static final String MARK = " *";

    Report {
        figures = List.copyOf(figures);
    }

    /** {@return the scenarios in which Semel's handler did not charge each intent exactly once and write its order} */
    List<DemoScenario> failed() {
        return figures.stream()
                .filter(f -> f.handler().equals(DemoHandler.SEMEL) && !f.holds())
                .map(Figures::scenario)
                .toList();
    }

    /** {@return whether Semel's handler took part, charged each intent once and wrote its order in every scenario} */
    boolean holds() {
        return failed().isEmpty() && figures.stream().anyMatch(f -> f.handler().equals(DemoHandler.SEMEL));
    }

    /**
     * Returns the verdicts of the scenarios in which the handlers differ, one line each, in ASCII, with an explanation.
     */
    String summary() {
        List<String> handlers =
                figures.stream().map(Figures::handler).distinct().toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(concat("scenario", handlers));
        for (List<Figures> row : rowsThatDiffer()) {
            rows.add(concat(
                    row.getFirst().scenario().title(),
                    row.stream().map(Report::marked).toList()));
        }
        StringBuilder summary = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            summary.append(line(rows.get(i), rows)).append(System.lineSeparator());
            if (i == 0) {
                summary.append("-".repeat(line(rows.getFirst(), rows).length())).append(System.lineSeparator());
            }
        }
        summary.append(System.lineSeparator());
        explanation(rows.size() - 1).forEach(line -> summary.append(line).append(System.lineSeparator()));
        return summary.toString();
    }

    private List<List<Figures>> rowsThatDiffer() {
        return scenarios().stream()
                .map(scenario ->
                        figures.stream().filter(f -> f.scenario() == scenario).toList())
                .filter(row -> row.stream().map(Report::marked).distinct().count() > 1)
                .toList();
    }

    private static String marked(Figures f) {
        return f.verdict() + (isKeptByTheKey(f) ? MARK : "");
    }

    private List<String> explanation(int shown) {
        List<String> lines = new ArrayList<>(
                List.of("%d uploads, each to be charged once. lost: never charged, or the order was never written."
                        .formatted(files)));
        if (figures.stream().anyMatch(Report::isKeptByTheKey)) {
            lines.add("*: the charge was requested again, with the same effect key, and refused as a repetition.");
            lines.add("   A payment service that ignores keys would have charged again.");
        }
        int others = scenarios().size() - shown;
        lines.add((others == 0 ? "" : "The handlers do not differ in %d other scenarios. ".formatted(others))
                + "--all shows everything, with counts.");
        lines.add(conclusion());
        return lines;
    }

    private static List<String> concat(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    /** {@return one line of a table, each column as wide as its widest cell} */
    private static String line(List<String> cells, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            line.append(cells.get(i)).append(" ".repeat(width - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private List<DemoScenario> scenarios() {
        return figures.stream().map(Figures::scenario).distinct().toList();
    }

    /** {@return whether only the effect key prevented a second charge} */
    private static boolean isKeptByTheKey(Figures f) {
        return f.holds() && f.requests() > f.charges();
    }

    /** {@return every scenario with its counts, at most 120 columns wide, in ASCII, with an explanation} */
    String table() {
        StringBuilder table = new StringBuilder();
        String header = ROW.formatted(
                "scenario", "handler", "deliveries", "intents", "requests", "charges", "lost", "orders", "verdict");
        table.append(header);
        DemoScenario last = null;
        for (Figures f : figures) {
            boolean first = f.scenario() != last;
            if (first) {
                table.append("-".repeat(WIDTH)).append(System.lineSeparator());
            }
            table.append(ROW.formatted(
                    first ? f.scenario().title() : "",
                    f.handler(),
                    f.deliveries(),
                    f.intents(),
                    f.requests(),
                    f.charges(),
                    f.lost(),
                    f.orders(),
                    f.verdict()));
            last = f.scenario();
        }
        table.append(System.lineSeparator());
        notes().forEach(note -> table.append(note).append(System.lineSeparator()));
        return table.toString();
    }

    /** {@return the legend of the table, and the findings that a reader might miss, in lines} */
    List<String> notes() {
        List<String> notes = new ArrayList<>(List.of(
                "deliveries: how often an event was delivered.   intents: uploads, each one content under one key.",
                "requests:   what a payment service that ignores idempotency keys would have charged.",
                "charges:    what this one, which honours them, did charge.",
                "lost:       intents that were never charged, or whose order was never written.",
                "orders:     intents whose order was written.",
                "verdict:    is each intent charged exactly once, and its order written?",
                ""));
        for (Figures f : figures) {
            String where = "* " + f.handler() + ", " + f.scenario().title() + ": ";
            if (isKeptByTheKey(f)) {
                notes.add(where + perIntent(f) + ".");
                notes.add("  Only the effect key prevented a second charge: a service without keys would have charged "
                        + f.requests() + ".");
            }
            if (f.unwritten() > 0) {
                notes.add(
                        where + f.unwritten() + " of " + f.lost() + " lost: charged, but the order was never written.");
            }
        }
        notes.add("* " + conclusion());
        return notes;
    }

    private String conclusion() {
        int scenarios = scenarios().size();
        return holds()
                ? "Semel charged each intent exactly once and wrote its order in all " + scenarios + " scenarios."
                : "Semel failed in " + failed().size() + " of " + scenarios + " scenarios.";
    }

    private static String perIntent(Figures f) {
        String all = "requests %d, charges %d".formatted(f.requests(), f.charges());
        boolean even = f.intents() > 1 && f.requests() % f.intents() == 0 && f.charges() % f.intents() == 0;
        return even
                ? "%s; for each intent: requests %d, charges %d"
                        .formatted(all, f.requests() / f.intents(), f.charges() / f.intents())
                : all;
    }

    /** {@return all figures as one JSON document} */
    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("files", files).put("holds", holds());
        ArrayNode failed = root.putArray("failedScenarios");
        failed().forEach(scenario -> failed.add(id(scenario)));
        ArrayNode results = root.putArray("results");
        for (Figures f : figures) {
            results.addObject()
                    .put("scenario", id(f.scenario()))
                    .put("handler", f.handler())
                    .put("deliveries", f.deliveries())
                    .put("intents", f.intents())
                    .put("requests", f.requests())
                    .put("charges", f.charges())
                    .put("lost", f.lost())
                    .put("repeated", f.repeated())
                    .put("orders", f.orders())
                    .put("holds", f.holds())
                    .put("verdict", f.verdict());
        }
        return root.toPrettyString();
    }

    private static String id(DemoScenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

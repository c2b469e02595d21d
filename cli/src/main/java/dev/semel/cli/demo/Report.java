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
 * What all handlers did in all scenarios.
 *
 * @param files how many files were uploaded in each scenario
 * @param figures by scenario, then by handler
 */
record Report(int files, List<Figures> figures) {

    private static final String ROW = "%-23s  %-7s  %10s  %7s  %8s  %7s  %4s  %6s  %s%n";

    private static final int WIDTH = 110;

    Report {
        figures = List.copyOf(figures);
    }

    /** Returns the scenarios in which Semel's handler did not charge each intent exactly once and write its order. */
    List<DemoScenario> failed() {
        return figures.stream()
                .filter(f -> f.handler().equals(DemoHandler.SEMEL) && !f.holds())
                .map(Figures::scenario)
                .toList();
    }

    /** Returns whether Semel's handler was there, charged each intent exactly once and wrote its order in every scenario. */
    boolean holds() {
        return failed().isEmpty() && figures.stream().anyMatch(f -> f.handler().equals(DemoHandler.SEMEL));
    }

    /** Returns the table, at most 120 columns wide, in ASCII, and what is to be known to read it. */
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

    /** Returns what the figures show and a reader might miss, in lines. */
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
            if (f.holds() && f.requests() > f.charges()) {
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
        int scenarios = (int) figures.stream().map(Figures::scenario).distinct().count();
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

    /** Returns the same as one JSON document. */
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

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows and charges that an upload led to, with each handler on the platform.
 *
 * @param results the naive handler's, then Semel's
 */
record PlatformReport(List<Result> results) {

    private static final String ROW = "%-8s  %10s  %4s  %7s";

    PlatformReport {
        results = List.copyOf(results);
    }

    /**
     * Counts of one handler.
     *
     * @param handler the handler's name
     * @param deliveries how often the event was delivered
     * @param rows the rows that the function wrote
     * @param charges the charges that the payment service was asked for
     */
    record Result(String handler, int deliveries, int rows, int charges) {

        private boolean isOf(String name, int effects) {
            return handler.equals(name) && deliveries == 2 && rows == effects && charges == effects;
        }
    }

    /** {@return whether the naive handler charged twice, and Semel's once} */
    boolean holds() {
        return results.size() == 2
                && results.getFirst().isOf("naive", 2)
                && results.getLast().isOf(DemoHandler.SEMEL, 1);
    }

    /** {@return the table and what it shows, in ASCII, each line with an end} */
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("handler", "deliveries", "rows", "charges"));
        lines.add("-".repeat(lines.getFirst().length()));
        results.forEach(one -> lines.add(ROW.formatted(one.handler(), one.deliveries(), one.rows(), one.charges())));
        lines.add("");
        lines.add("One upload to a bucket for each handler, a Java function behind the bucket's notification.");
        lines.add("The event of the upload was delivered twice: by the notification, and again by an invocation.");
        lines.add(
                holds()
                        ? "The naive handler charged twice for one upload. With Semel, the second delivery changed nothing."
                        : "That is not the story: 2 rows and 2 charges of the naive handler, 1 and 1 of Semel's.");
        StringBuilder table = new StringBuilder();
        lines.forEach(line -> table.append(line).append(System.lineSeparator()));
        return table.toString();
    }

    /** {@return the counts as one JSON document} */
    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("holds", holds());
        ArrayNode all = root.putArray("results");
        for (Result one : results) {
            all.addObject()
                    .put("handler", one.handler())
                    .put("deliveries", one.deliveries())
                    .put("rows", one.rows())
                    .put("charges", one.charges());
        }
        return root.toPrettyString();
    }
}

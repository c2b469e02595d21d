// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of the metrics that functions wrote in the embedded metric format, since the start. One row for a metric of a
 * namespace with its dimensions' values. Thread-safe.
 */
public final class MetricStore {

    private static final int MAX_ROWS = 10_000;

    private final Map<String, Row> rows = new TreeMap<>();

    /** Makes an empty store. */
    public MetricStore() {}

    /** Reads a line of a log, which may be a document of the embedded metric format. */
    synchronized void read(String line) {
        int start = line.indexOf('{');
        if (start < 0 || !line.contains("\"_aws\"")) {
            return;
        }
        try {
            JsonNode document = new JsonMapper().readTree(line.substring(start));
            for (JsonNode directive : document.path("_aws").path("CloudWatchMetrics")) {
                read(document, directive);
            }
        } catch (IOException e) {
            // a line that only looks like one
        }
    }

    private void read(JsonNode document, JsonNode directive) {
        for (JsonNode set : directive.path("Dimensions")) {
            List<String> dimensions = new ArrayList<>();
            set.forEach(name -> dimensions.add(
                    name.asText() + "=" + document.path(name.asText()).asText()));
            for (JsonNode metric : directive.path("Metrics")) {
                String name = metric.path("Name").asText();
                String key = directive.path("Namespace").asText() + " " + name + " " + String.join(",", dimensions);
                add(key, document.path(name));
            }
        }
    }

    private void add(String key, JsonNode value) {
        if (!rows.containsKey(key) && rows.size() >= MAX_ROWS) {
            return;
        }
        Row row = rows.getOrDefault(key, new Row(0, 0));
        if (value.isArray()) {
            for (JsonNode one : value) {
                row = new Row(row.samples() + 1, row.sum() + one.asDouble());
            }
        } else {
            row = new Row(row.samples() + 1, row.sum() + value.asDouble());
        }
        rows.put(key, row);
    }

    /** {@return the rows by namespace, name and dimensions, which are joined by spaces} */
    public synchronized Map<String, Row> rows() {
        return new TreeMap<>(rows);
    }

    /**
     * Samples of a metric.
     *
     * @param samples the number of samples
     * @param sum their sum
     */
    public record Row(long samples, double sum) {}
}

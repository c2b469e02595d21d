// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.operate.EventCount;
import dev.semel.operate.LoggedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The events in a line of a log: a text, metrics (EMF), or a JSON record around one of both. */
final class LogText {

    private LogText() {}

    static List<EventCount> events(String line) {
        int brace = line.indexOf('{');
        JsonNode json = brace < 0 ? null : json(line.substring(brace));
        if (json == null || !json.isObject()) {
            return LoggedEvents.parse(line).stream().toList();
        }
        if (json.has("_aws")) {
            return metrics(json);
        }
        String message = json.path("message").isTextual()
                ? json.path("message").asText()
                : json.path("msg").asText();
        return LoggedEvents.parse(message).stream().toList();
    }

    private static @org.jspecify.annotations.Nullable JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    /** Counts only: a latency or an age is none. */
    private static List<EventCount> metrics(JsonNode json) {
        String operation = json.path("Operation").asText();
        List<EventCount> counts = new ArrayList<>();
        for (JsonNode directive : json.path("_aws").path("CloudWatchMetrics")) {
            for (JsonNode metric : directive.path("Metrics")) {
                String name = metric.path("Name").asText();
                long count = json.path(name).asLong();
                if (metric.path("Unit").asText().equals("Count") && count > 0) {
                    counts.add(new EventCount(operation, name, "", count));
                }
            }
        }
        return counts;
    }
}

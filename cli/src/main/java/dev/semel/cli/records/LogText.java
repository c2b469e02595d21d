// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.operate.EventCount;
import dev.semel.operate.LoggedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events in a line of a log: a text, metrics (EMF), or a JSON record around one of both. */
final class LogText {

    private static final String AGE_METRIC = "DuplicateAge";

    /** The age in a line of the logging listener. */
    private static final Pattern AGE = Pattern.compile("Duplicate skipped .* age=(\\d{1,15})ms");

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

    /**
     * The age of a duplicate that a line tells.
     *
     * @param operation the name of the operation
     * @param age the age
     * @param isMetric whether a metric tells it
     */
    record DuplicateAge(String operation, Duration age, boolean isMetric) {}

    /** {@return the ages of duplicates in a line} */
    static List<DuplicateAge> ages(String line) {
        if (!line.contains(AGE_METRIC)) {
            Matcher found = AGE.matcher(line);
            return found.find()
                    ? LoggedEvents.parse(line).stream()
                            .map(event -> new DuplicateAge(event.operation(), millis(found.group(1)), false))
                            .toList()
                    : List.of();
        }
        int brace = line.indexOf('{');
        JsonNode json = brace < 0 ? null : json(line.substring(brace));
        if (json == null || !json.has("_aws")) {
            return List.of();
        }
        JsonNode values = json.path(AGE_METRIC);
        List<DuplicateAge> ages = new ArrayList<>();
        for (JsonNode each : values.isArray() ? values : List.of(values)) {
            if (each.isNumber() && each.asLong() >= 0) {
                ages.add(new DuplicateAge(json.path("Operation").asText(), Duration.ofMillis(each.asLong()), true));
            }
        }
        return ages;
    }

    private static Duration millis(String digits) {
        return Duration.ofMillis(Long.parseLong(digits));
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

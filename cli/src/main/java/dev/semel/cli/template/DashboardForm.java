// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Dashboard of one operation, as the body of CloudWatch's {@code PutDashboard}. */
final class DashboardForm {

    private static final int WIDTH = 12;
    private static final int HEIGHT = 6;

    private final TemplateSettings settings;
    private final String region;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ArrayNode widgets = body.putArray("widgets");

    /** @param region the Region, or what the language of the template puts in its place */
    DashboardForm(TemplateSettings settings, String region) {
        this.settings = settings;
        this.region = region;
    }

    ObjectNode body() {
        addGraph("Executions and duplicates", "Sum", List.of("Executions", "Replays", "InProgressConflicts"));
        addRate();
        addGraph(
                "Needs a person",
                "Sum",
                List.of(
                        "Quarantines",
                        "QuarantineConflicts",
                        "ResultsNotRecorded",
                        "ResultsUnavailable",
                        "Mismatches",
                        "UnguardedExecutions"));
        addGraph("Attempts", "Sum", List.of("TakeOvers", "Releases", "FinalFailures", "FencedWrites", "StoreErrors"));
        addGraph(
                "Causes of duplicates",
                "Sum",
                List.of(
                        "DuplicatesRedelivered",
                        "DuplicatesRetried",
                        "DuplicatesFromArchive",
                        "DuplicatesConcurrent",
                        "DuplicatesInBatch",
                        "DuplicatesOfUnknownCause"));
        addGraph("Latency, 99 of 100 below", "p99", List.of("ClaimLatency", "BodyDuration", "CompletionLatency"));
        addGraph("Oldest duplicate: compare with the window", "Maximum", List.of("DuplicateAge"));
        return body;
    }

    private void addGraph(String title, String statistic, List<String> names) {
        ArrayNode metrics = widget(title, statistic).putArray("metrics");
        for (String name : names) {
            addMetric(metrics, name);
        }
    }

    private void addRate() {
        ArrayNode metrics = widget("Duplicate rate", "Sum").putArray("metrics");
        metrics.addArray().addObject().put("expression", AlarmForms.RATE).put("label", "Duplicate rate");
        addMetric(metrics, "Executions").addObject().put("id", "e").put("visible", false);
        addMetric(metrics, "Replays").addObject().put("id", "r").put("visible", false);
        addMetric(metrics, "InProgressConflicts").addObject().put("id", "p").put("visible", false);
    }

    private ArrayNode addMetric(ArrayNode metrics, String name) {
        return metrics.addArray()
                .add(settings.namespace())
                .add(name)
                .add("Operation")
                .add(settings.operation());
    }

    private ObjectNode widget(String title, String statistic) {
        int place = widgets.size();
        ObjectNode widget = widgets.addObject();
        widget.put("type", "metric");
        widget.put("x", place % 2 * WIDTH);
        widget.put("y", place / 2 * HEIGHT);
        widget.put("width", WIDTH);
        widget.put("height", HEIGHT);
        ObjectNode properties = widget.putObject("properties");
        properties.put("title", title);
        properties.put("region", region);
        properties.put("stat", statistic);
        properties.put("period", 300);
        return properties;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Alarms on the metrics of {@code EmfListener}, in the form of CloudWatch's {@code PutMetricAlarm}. */
final class AlarmForms {

    /** Sum of duplicates, divided by the sum of all calls: the rate of docs/reference/event-sources.md. */
    static final String RATE = "(FILL(r,0)+FILL(p,0))/(FILL(e,0)+FILL(r,0)+FILL(p,0))";

    private static final int PERIOD = 300;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String namespace;
    private final String operation;

    AlarmForms(TemplateSettings settings) {
        namespace = settings.namespace();
        operation = settings.operation();
    }

    /** {@return the alarms by name, each without its actions} */
    Map<String, ObjectNode> alarms() {
        Map<String, ObjectNode> alarms = new LinkedHashMap<>();
        put(alarms, "Quarantines", 0, "A key was put into quarantine: a person must decide (semel explain).");
        put(alarms, "ResultsNotRecorded", 0, "A body ran, and its result could not be recorded.");
        put(alarms, "ResultsUnavailable", 0, "A duplicate found no readable result.");
        put(alarms, "TakeOvers", 5, "Attempts end with an unknown outcome: crashes, timeouts or undeclared failures.");
        put(alarms, "FencedWrites", 0, "A stale attempt was refused: a function froze, or ran past its lease.");
        put(alarms, "UnguardedExecutions", 0, "A body ran without protection.");
        put(alarms, "StoreErrors", 5, "Calls of the store fail; without the store nothing runs.");
        put(alarms, "WindowsTooShort", 0, "A dedupe window is shorter than its source may deliver again.");
        alarms.put("DuplicateRate", duplicateRate());
        return alarms;
    }

    private void put(Map<String, ObjectNode> alarms, String metric, int threshold, String description) {
        ObjectNode alarm = JSON.objectNode();
        alarm.put("AlarmDescription", description);
        alarm.put("Namespace", namespace);
        alarm.put("MetricName", metric);
        alarm.set("Dimensions", dimensions());
        alarm.put("Statistic", "Sum");
        alarm.put("Period", PERIOD);
        alarm.put("EvaluationPeriods", 1);
        alarm.put("Threshold", threshold);
        alarm.put("ComparisonOperator", "GreaterThanThreshold");
        alarm.put("TreatMissingData", "notBreaching"); // zero counts are not written
        alarms.put(metric, alarm);
    }

    /** {@return the alarm on a dead-letter queue that is not empty, without its dimensions} */
    static ObjectNode deadLetters() {
        ObjectNode alarm = JSON.objectNode();
        alarm.put("AlarmDescription", "Events were given up: find the cause, mend it, redrive them inside the window.");
        alarm.put("Namespace", "AWS/SQS");
        alarm.put("MetricName", "ApproximateNumberOfMessagesVisible");
        alarm.put("Statistic", "Maximum");
        alarm.put("Period", PERIOD);
        alarm.put("EvaluationPeriods", 1);
        alarm.put("Threshold", 0);
        alarm.put("ComparisonOperator", "GreaterThanThreshold");
        alarm.put("TreatMissingData", "notBreaching");
        return alarm;
    }

    /** {@return the alarm on a rate above the band that CloudWatch learnt from the last two weeks} */
    private ObjectNode duplicateRate() {
        ObjectNode alarm = JSON.objectNode();
        alarm.put(
                "AlarmDescription", "More duplicates than usual: a producer or caller retries, or a function is slow.");
        alarm.put("EvaluationPeriods", 3);
        alarm.put("ComparisonOperator", "GreaterThanUpperThreshold");
        alarm.put("ThresholdMetricId", "band");
        alarm.put("TreatMissingData", "notBreaching");
        ArrayNode metrics = alarm.putArray("Metrics");
        metrics.addObject().put("Id", "band").put("Expression", "ANOMALY_DETECTION_BAND(rate, 3)");
        metrics.addObject().put("Id", "rate").put("Expression", RATE).put("Label", "Duplicate rate");
        addTerm(metrics, "e", "Executions");
        addTerm(metrics, "r", "Replays");
        addTerm(metrics, "p", "InProgressConflicts");
        return alarm;
    }

    private void addTerm(ArrayNode metrics, String id, String name) {
        ObjectNode term = metrics.addObject().put("Id", id).put("ReturnData", false);
        ObjectNode stat = term.putObject("MetricStat").put("Stat", "Sum").put("Period", PERIOD);
        ObjectNode metric = stat.putObject("Metric").put("Namespace", namespace).put("MetricName", name);
        metric.set("Dimensions", dimensions());
    }

    private ArrayNode dimensions() {
        ArrayNode dimensions = JSON.arrayNode();
        dimensions.addObject().put("Name", "Operation").put("Value", operation);
        return dimensions;
    }
}

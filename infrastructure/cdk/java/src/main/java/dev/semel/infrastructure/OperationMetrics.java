// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.infrastructure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/** Alarms and a dashboard on the metrics that {@code EmfListener} writes about one operation. */
public final class OperationMetrics extends Construct {

    private static final Duration PERIOD = Duration.minutes(5);

    private final String namespace;
    private final String operation;
    private final List<Alarm> alarms = new ArrayList<>();

    /**
     * Makes them.
     *
     * @param scope the stack or construct around it
     * @param id its name there
     * @param namespace the namespace of the metrics
     * @param operation the operation's name
     */
    public OperationMetrics(Construct scope, String id, String namespace, String operation) {
        super(scope, id);
        this.namespace = namespace;
        this.operation = operation;
        for (String name : List.of(
                "Quarantines",
                "ResultsNotRecorded",
                "ResultsUnavailable",
                "FencedWrites",
                "UnguardedExecutions",
                "WindowsTooShort")) {
            alarm(name, 0);
        }
        alarm("TakeOvers", 5);
        alarm("StoreErrors", 5);
        Dashboard dashboard = Dashboard.Builder.create(this, "Dashboard").build();
        dashboard.addWidgets(
                graph("Executions and duplicates", "Executions", "Replays", "InProgressConflicts"),
                GraphWidget.Builder.create()
                        .title("Duplicate rate")
                        .left(List.of(rate()))
                        .width(12)
                        .build());
        dashboard.addWidgets(
                graph(
                        "Needs a person",
                        "Quarantines",
                        "QuarantineConflicts",
                        "ResultsNotRecorded",
                        "ResultsUnavailable"),
                graph("Attempts", "TakeOvers", "Releases", "FinalFailures", "FencedWrites", "StoreErrors"));
    }

    private void alarm(String name, int threshold) {
        alarms.add(Alarm.Builder.create(this, name)
                .metric(metric(name))
                .threshold(threshold)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
    }

    /** {@return the alarms, which have no action yet} */
    public List<Alarm> alarms() {
        return List.copyOf(alarms);
    }

    private Metric metric(String name) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(Map.of("Operation", operation))
                .statistic("Sum")
                .period(PERIOD)
                .build();
    }

    private MathExpression rate() {
        Map<String, IMetric> metrics = new LinkedHashMap<>(); // in one order, so that each synthesis is the same
        metrics.put("e", metric("Executions"));
        metrics.put("r", metric("Replays"));
        metrics.put("p", metric("InProgressConflicts"));
        return MathExpression.Builder.create()
                .expression("(FILL(r,0)+FILL(p,0))/(FILL(e,0)+FILL(r,0)+FILL(p,0))")
                .usingMetrics(metrics)
                .period(PERIOD)
                .build();
    }

    private GraphWidget graph(String title, String... names) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(names).stream().<IMetric>map(this::metric).toList())
                .width(12)
                .build();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Template in Terraform's language, made of fragments and forms. */
final class TerraformText {

    private final TemplateSettings settings;
    private final List<TemplatePart> parts;
    private final StringBuilder text = new StringBuilder("""
            # SPDX-FileCopyrightText: The Semel authors
            # SPDX-License-Identifier: Apache-2.0
            """);

    TerraformText(TemplateSettings settings, List<TemplatePart> parts) {
        this.settings = settings;
        this.parts = List.copyOf(parts);
    }

    String text() {
        add("header");
        for (TemplatePart part : parts) {
            switch (part) {
                case TABLE -> add("table");
                case POLICY -> addPolicy();
                case FUNCTION -> addFunction();
                case ALARMS -> addAlarms();
                case DASHBOARD -> addDashboard();
            }
        }
        if (!has(TemplatePart.TABLE) && (has(TemplatePart.FUNCTION) || has(TemplatePart.POLICY))) {
            add("given-table");
        }
        return text.toString();
    }

    private boolean has(TemplatePart part) {
        return parts.contains(part);
    }

    private void add(String name) {
        addBlock(Fragment.read("terraform/" + name + ".tf", values()));
    }

    private void addBlock(String block) {
        text.append('\n').append(block);
    }

    private Map<String, String> values() {
        TemplateSource source = settings.source();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", settings.name());
        values.put("code", settings.code());
        values.put("handler", settings.handler());
        values.put("timeout", String.valueOf(settings.timeout()));
        values.put("timeoutReason", source.timeoutReason());
        values.put("visibility", String.valueOf(settings.visibility()));
        values.put("batching", String.valueOf(settings.batching()));
        values.put("table", (has(TemplatePart.TABLE) ? "" : "data.") + "aws_dynamodb_table.records");
        values.put("actions", actions(",\n      "));
        values.put("service", source.service());
        values.put(
                "origin",
                source == TemplateSource.SNS ? "aws_sns_topic.topic.arn" : "aws_cloudwatch_event_rule.rule.arn");
        values.put("managedPolicy", managedPolicy(source));
        values.put("statements", statements(source));
        return values;
    }

    private String actions(String separator) {
        return TemplateAbility.actionsOf(settings.abilities()).stream()
                .map(action -> '"' + action + '"')
                .collect(Collectors.joining(separator));
    }

    private static String statements(TemplateSource source) {
        return source.functionSendsDeadLetters() ? "\n" + Fragment.read("terraform/dead.tf", Map.of()) : "";
    }

    /** {@return AWS's policy for the logs of a function, and for the polling of its source} */
    private static String managedPolicy(TemplateSource source) {
        return switch (source) {
            case SQS -> "AWSLambdaSQSQueueExecutionRole";
            case KINESIS -> "AWSLambdaKinesisExecutionRole";
            case DYNAMODB -> "AWSLambdaDynamoDBExecutionRole";
            case KAFKA -> "AWSLambdaMSKExecutionRole";
            case SNS, EVENTBRIDGE, S3, HTTP, SCHEDULER -> "AWSLambdaBasicExecutionRole";
        };
    }

    private void addFunction() {
        TemplateSource source = settings.source();
        add("function");
        add(source.text());
        if (source.isAsynchronous()) {
            add("retries");
        }
        if (source.hasDeadLetters()) {
            add("queue-of-the-dead");
        }
        if (!source.service().isEmpty()) {
            add("dead-policy");
        }
    }

    private void addPolicy() {
        addBlock("""
                resource "aws_iam_policy" "records" {
                  name   = "${var.name}-records"
                  policy = data.aws_iam_policy_document.records.json
                }

                data "aws_iam_policy_document" "records" {
                  statement {
                    sid = "Records"
                    actions = [
                      %s,
                    ]
                    resources = [%s.arn]
                  }
                }
                """.formatted(values().get("actions"), values().get("table")));
    }

    private void addAlarms() {
        addBlock("""
                variable "alarm_topic" {
                  type        = string
                  description = "ARN of the SNS topic that alarms are sent to."
                }
                """);
        new AlarmForms(settings).alarms().forEach((name, alarm) -> addAlarm(name, alarm, ""));
        if (!settings.source().hasDeadLetters()) {
            return;
        }
        boolean own = has(TemplatePart.FUNCTION);
        if (!own) {
            addBlock("""
                    variable "dead_letter_queue" {
                      type        = string
                      description = "Name of the dead-letter queue."
                    }
                    """);
        }
        String queue = own ? "aws_sqs_queue.dead.name" : "var.dead_letter_queue";
        addAlarm("DeadLetters", AlarmForms.deadLetters(), queue);
    }

    private void addAlarm(String name, ObjectNode alarm, String queue) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("alarm_name", "\"${var.name}-" + name + '"');
        attributes.put("alarm_actions", "[var.alarm_topic]");
        StringBuilder queries = new StringBuilder();
        alarm.properties().forEach(property -> {
            JsonNode value = property.getValue();
            switch (property.getKey()) {
                case "Metrics" -> value.forEach(query -> queries.append(query(query)));
                case "Dimensions" -> attributes.put("dimensions", dimensions(value));
                default -> attributes.put(snake(property.getKey()), value.toString());
            }
        });
        if (!queue.isEmpty()) {
            attributes.put("dimensions", "{ QueueName = " + queue + " }");
        }
        addBlock("resource \"aws_cloudwatch_metric_alarm\" \"" + snake(name) + "\" {\n" + aligned(attributes, 2)
                + queries + "}\n");
    }

    private static String query(JsonNode query) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("id", query.path("Id").toString());
        JsonNode stat = query.path("MetricStat");
        if (!stat.isObject()) {
            attributes.put("expression", query.path("Expression").toString());
            if (query.has("Label")) {
                attributes.put("label", query.path("Label").toString());
            }
            attributes.put("return_data", "true");
            return "\n  metric_query {\n" + aligned(attributes, 4) + "  }\n";
        }
        JsonNode metric = stat.path("Metric");
        Map<String, String> inner = new LinkedHashMap<>();
        inner.put("namespace", metric.path("Namespace").toString());
        inner.put("metric_name", metric.path("MetricName").toString());
        inner.put("stat", stat.path("Stat").toString());
        inner.put("period", stat.path("Period").toString());
        inner.put("dimensions", dimensions(metric.path("Dimensions")));
        return "\n  metric_query {\n" + aligned(attributes, 4) + "\n    metric {\n" + aligned(inner, 6)
                + "    }\n  }\n";
    }

    private static String dimensions(JsonNode dimensions) {
        StringBuilder inner = new StringBuilder("{ ");
        dimensions.forEach(dimension -> inner.append(dimension.path("Name").asText())
                .append(" = ")
                .append(dimension.path("Value"))
                .append(' '));
        return inner.append('}').toString();
    }

    private void addDashboard() {
        String body = new DashboardForm(settings, "${data.aws_region.current.name}")
                .body()
                .toPrettyString();
        addBlock("data \"aws_region\" \"current\" {}\n\n"
                + "resource \"aws_cloudwatch_dashboard\" \"dashboard\" {\n"
                + "  dashboard_name = var.name\n"
                + "  dashboard_body = <<-JSON\n"
                + body.indent(4)
                + "  JSON\n}\n");
    }

    /** {@return the attributes with their equals signs in one column, as the formatter of Terraform has them} */
    private static String aligned(Map<String, String> attributes, int indent) {
        int width = attributes.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        attributes.forEach((name, value) -> lines.append(" ".repeat(indent))
                .append(name)
                .append(" ".repeat(width - name.length()))
                .append(" = ")
                .append(value)
                .append('\n'));
        return lines.toString();
    }

    private static String snake(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}

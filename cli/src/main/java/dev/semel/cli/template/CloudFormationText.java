// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Template in CloudFormation's YAML, made of fragments and forms. */
final class CloudFormationText {

    private static final List<String> SECTIONS = List.of("Parameters", "Resources", "Outputs");
    private static final String HEAD = "#: ";

    /** Letters that are no truth value, and no number, in any version of YAML. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z]{6,}");

    private final TemplateSettings settings;
    private final List<TemplatePart> parts;
    private final Map<String, StringBuilder> sections = new LinkedHashMap<>();

    CloudFormationText(TemplateSettings settings, List<TemplatePart> parts) {
        this.settings = settings;
        this.parts = List.copyOf(parts);
        SECTIONS.forEach(section -> sections.put(section, new StringBuilder()));
    }

    String text() {
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
        StringBuilder text = new StringBuilder("""
                # SPDX-FileCopyrightText: The Semel authors
                # SPDX-License-Identifier: Apache-2.0
                AWSTemplateFormatVersion: "2010-09-09"
                """);
        if (has(TemplatePart.FUNCTION)) {
            text.append("Transform: AWS::Serverless-2016-10-31\n");
        }
        sections.forEach((section, content) -> {
            if (!content.isEmpty()) {
                text.append('\n')
                        .append(section)
                        .append(":\n")
                        .append(content.toString().stripTrailing())
                        .append('\n');
            }
        });
        return text.toString();
    }

    private boolean has(TemplatePart part) {
        return parts.contains(part);
    }

    private void add(String... names) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            lines.append(Fragment.read("cloudformation/" + name + ".yaml", values()));
        }
        addSections(lines.toString());
    }

    private void addSections(String text) {
        String section = "Resources";
        for (String line : text.lines().toList()) {
            if (line.startsWith(HEAD)) {
                section = line.substring(HEAD.length());
                separate(section);
            } else {
                section(section).append(line).append('\n');
            }
        }
    }

    private StringBuilder section(String name) {
        return sections.computeIfAbsent(name, unknown -> new StringBuilder());
    }

    /** Leaves one empty line between two resources. */
    private void separate(String name) {
        StringBuilder section = section(name);
        while (!section.isEmpty() && section.charAt(section.length() - 1) == '\n') {
            section.setLength(section.length() - 1);
        }
        if (!section.isEmpty()) {
            section.append("\n\n");
        }
    }

    private Map<String, String> values() {
        boolean own = has(TemplatePart.TABLE);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("window", settings.source().horizon().toString());
        values.put("handler", settings.handler());
        values.put("code", settings.code());
        values.put("timeout", String.valueOf(settings.timeout()));
        values.put("timeoutReason", settings.source().timeoutReason());
        values.put("visibility", String.valueOf(settings.visibility()));
        values.put("batching", String.valueOf(settings.batching()));
        values.put("tableName", own ? "!Ref Records" : "!Ref RecordsTable");
        values.put(
                "tableArn",
                own
                        ? "!GetAtt Records.Arn"
                        : "!Sub \"arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${RecordsTable}\"");
        values.put(
                "actions",
                TemplateAbility.actionsOf(settings.abilities()).stream()
                        .map(action -> "\n                - " + action)
                        .collect(Collectors.joining()));
        return values;
    }

    private void addFunction() {
        TemplateSource source = settings.source();
        add("function");
        if (source.functionSendsDeadLetters()) {
            add("dead");
        }
        if (source.isAsynchronous()) {
            add("retries");
        }
        if (source == TemplateSource.SCHEDULER) {
            separate("Resources");
        }
        add(source.text());
        if (source.hasDeadLetters()) {
            separate("Resources");
            add("queue-of-the-dead");
        }
    }

    private void addPolicy() {
        addSections("""
                #: Resources
                  RecordsPolicy:
                    Type: AWS::IAM::ManagedPolicy
                    Properties:
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement:
                          - Sid: Records
                            Effect: Allow
                            Action:%s
                            Resource: %s
                """.formatted(values().get("actions"), values().get("tableArn")));
    }

    private void addAlarms() {
        addSections("""
                #: Parameters
                  AlarmTopic:
                    Type: String
                    Description: ARN of the SNS topic that alarms are sent to.
                """);
        new AlarmForms(settings).alarms().forEach((name, alarm) -> addAlarm(name, alarm, ""));
        if (!settings.source().hasDeadLetters()) {
            return;
        }
        boolean own = has(TemplatePart.FUNCTION);
        if (!own) {
            addSections("""
                    #: Parameters
                      DeadLetterQueue:
                        Type: String
                        Description: Name of the dead-letter queue.
                    """);
        }
        String queue = own ? "!GetAtt Dead.QueueName" : "!Ref DeadLetterQueue";
        addAlarm(
                "DeadLetters",
                AlarmForms.deadLetters(),
                "      Dimensions: [{Name: QueueName, Value: " + queue + "}]\n");
    }

    private void addAlarm(String name, ObjectNode alarm, String more) {
        StringBuilder text = new StringBuilder("""
                #: Resources
                  %sAlarm:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                """.formatted(name));
        alarm.properties()
                .forEach(property -> text.append("      ")
                        .append(property.getKey())
                        .append(": ")
                        .append(flow(property.getValue()))
                        .append('\n'));
        addSections(text.append(more)
                .append("      AlarmActions: [!Ref AlarmTopic]\n")
                .toString());
    }

    /** {@return a value in YAML's flow style; texts that could be read as something else are quoted} */
    private static String flow(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(property -> property.getKey() + ": " + flow(property.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(CloudFormationText::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.isTextual() && PLAIN.matcher(value.textValue()).matches() ? value.textValue() : value.toString();
    }

    private void addDashboard() {
        String body = new DashboardForm(settings, "${AWS::Region}").body().toPrettyString();
        addSections("""
                #: Resources
                  Dashboard:
                    Type: AWS::CloudWatch::Dashboard
                    Properties:
                      DashboardBody: !Sub |
                """ + body.indent(8));
    }
}

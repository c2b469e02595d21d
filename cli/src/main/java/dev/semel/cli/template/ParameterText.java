// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Parameters of AWS CLI commands in JSON; upper-case words stand for what only the user knows. */
final class ParameterText {

    private final TemplateSettings settings;

    ParameterText(TemplateSettings settings) {
        this.settings = settings;
    }

    /**
     * {@return the document of one part}
     *
     * @throws IllegalArgumentException if the part has no such form
     */
    String text(TemplatePart part) {
        return switch (part) {
            case TABLE -> Fragment.read("table.json", Map.of());
            case POLICY -> policy().toPrettyString() + "\n";
            case ALARMS -> alarms().toPrettyString() + "\n";
            case DASHBOARD -> new DashboardForm(settings, "REGION").body().toPrettyString() + "\n";
            case FUNCTION ->
                throw new IllegalArgumentException(
                        "a function has no form in json, since it needs code and a role; use cloudformation or terraform");
        };
    }

    /** {@return a policy document, in the form of those in examples/iam} */
    private ObjectNode policy() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Sid", "Records");
        statement.put("Effect", "Allow");
        ArrayNode actions = statement.putArray("Action");
        TemplateAbility.actionsOf(settings.abilities()).forEach(actions::add);
        statement.put("Resource", "arn:aws:dynamodb:REGION:ACCOUNT:table/idempotency");
        return policy;
    }

    private ObjectNode alarms() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode alarms = document.putArray("cloudwatch put-metric-alarm");
        new AlarmForms(settings).alarms().forEach((name, alarm) -> addAlarm(alarms, name, alarm));
        if (settings.source().hasDeadLetters()) {
            ObjectNode dead = AlarmForms.deadLetters();
            dead.putArray("Dimensions").addObject().put("Name", "QueueName").put("Value", "DEAD-LETTER-QUEUE");
            addAlarm(alarms, "DeadLetters", dead);
        }
        return document;
    }

    private void addAlarm(ArrayNode alarms, String name, ObjectNode alarm) {
        ObjectNode parameters = alarms.addObject().put("AlarmName", settings.name() + "-" + name);
        parameters.putArray("AlarmActions").add("arn:aws:sns:REGION:ACCOUNT:TOPIC");
        parameters.setAll(alarm);
    }
}

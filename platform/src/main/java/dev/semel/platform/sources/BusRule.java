// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rule of an event bus with its targets. Guarded by its bus. */
final class BusRule {

    private final String bus;
    private final String name;
    private final String patternText;
    private final Optional<EventPattern> pattern;
    private final String scheduleText;
    private final Optional<ScheduleExpression> schedule;
    private final Map<String, JsonNode> targets = new LinkedHashMap<>();
    private boolean enabled;

    /**
     * Makes a rule.
     *
     * @param patternText the pattern, or empty
     * @param scheduleText the schedule, or empty
     * @throws dev.semel.platform.http.ServiceException (400) if it has neither, or one that is not valid
     */
    BusRule(String bus, String name, String patternText, String scheduleText, boolean enabled) {
        this.bus = bus;
        this.name = name;
        this.patternText = patternText;
        this.scheduleText = scheduleText;
        this.pattern = patternText.isEmpty() && !scheduleText.isEmpty()
                ? Optional.empty()
                : Optional.of(EventPattern.parse(patternText));
        this.schedule =
                scheduleText.isEmpty() ? Optional.empty() : Optional.of(ScheduleExpression.parse(scheduleText, "UTC"));
        this.enabled = enabled;
    }

    String arn() {
        return Arn.of("events", "rule/" + (bus.equals("default") ? "" : bus + "/") + name);
    }

    String bus() {
        return bus;
    }

    boolean matches(JsonNode event) {
        return enabled && pattern.filter(one -> one.matches(event)).isPresent();
    }

    boolean isEnabled() {
        return enabled;
    }

    Optional<ScheduleExpression> schedule() {
        return schedule;
    }

    void enable(boolean on) {
        enabled = on;
    }

    /** {@return the targets by their ids} */
    Map<String, JsonNode> targets() {
        return targets;
    }

    ObjectNode toJson() {
        ObjectNode document = JsonTree.object().put("Name", name).put("Arn", arn());
        if (!patternText.isEmpty()) {
            document.put("EventPattern", patternText);
        }
        if (!scheduleText.isEmpty()) {
            document.put("ScheduleExpression", scheduleText);
        }
        return document.put("State", enabled ? "ENABLED" : "DISABLED").put("EventBusName", bus);
    }
}

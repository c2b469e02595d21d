// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rule of an event bus with its targets. Guarded by its bus. */
final class BusRule {

    private final String bus;
    private final String name;
    private final String patternText;
    private final EventPattern pattern;
    private final Map<String, JsonNode> targets = new LinkedHashMap<>();
    private boolean enabled;

    BusRule(String bus, String name, String patternText, boolean enabled) {
        this.bus = bus;
        this.name = name;
        this.patternText = patternText;
        this.pattern = EventPattern.parse(patternText);
        this.enabled = enabled;
    }

    String arn() {
        return Arn.of("events", "rule/" + (bus.equals("default") ? "" : bus + "/") + name);
    }

    String bus() {
        return bus;
    }

    boolean matches(JsonNode event) {
        return enabled && pattern.matches(event);
    }

    void enable(boolean on) {
        enabled = on;
    }

    /** {@return the targets by their ids} */
    Map<String, JsonNode> targets() {
        return targets;
    }

    ObjectNode toJson() {
        return JsonTree.object()
                .put("Name", name)
                .put("Arn", arn())
                .put("EventPattern", patternText)
                .put("State", enabled ? "ENABLED" : "DISABLED")
                .put("EventBusName", bus);
    }
}

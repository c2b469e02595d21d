// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Pattern of a rule: for each of its members the event must have one of the listed values. Served are exact values,
 * {@code prefix}, {@code suffix}, {@code exists} and {@code anything-but} with values; others are refused by name.
 */
final class EventPattern {

    private final JsonNode pattern;

    private EventPattern(JsonNode pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @throws ServiceException {@code InvalidEventPatternException} (400) if it is none, or has a filter that is not
     *     served
     */
    static EventPattern parse(String text) {
        JsonNode pattern = read(text);
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw invalid("Event pattern is not valid. Reason: it must be an object with members");
        }
        check(pattern);
        return new EventPattern(pattern);
    }

    private static JsonNode read(String text) {
        try {
            return JsonTree.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (ServiceException e) {
            throw invalid("Event pattern is not valid. Reason: " + e.text());
        }
    }

    private static void check(JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode wanted = member.getValue();
            if (wanted.isObject()) {
                check(wanted);
            } else if (!wanted.isArray() || wanted.isEmpty()) {
                throw invalid("Event pattern is not valid. Reason: \"" + member.getKey()
                        + "\" must be an object or an array");
            } else {
                wanted.forEach(EventPattern::checkFilter);
            }
        }
    }

    private static void checkFilter(JsonNode filter) {
        if (!filter.isObject()) {
            return;
        }
        String name = filter.fieldNames().hasNext() ? filter.fieldNames().next() : "";
        boolean isServed = switch (name) {
            case "prefix", "suffix", "exists" -> filter.path(name).isValueNode();
            case "anything-but" -> !filter.path(name).isObject();
            default -> false;
        };
        if (!isServed) {
            throw invalid("the platform does not serve the filter \"" + name + "\" of event patterns");
        }
    }

    boolean matches(JsonNode event) {
        return matches(pattern, event);
    }

    private static boolean matches(JsonNode object, JsonNode event) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = event.path(member.getKey());
            boolean isMatch = member.getValue().isObject()
                    ? matches(member.getValue(), value)
                    : matchesAny(member.getValue(), value);
            if (!isMatch) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesAny(JsonNode wanted, JsonNode value) {
        for (JsonNode filter : wanted) {
            if (value.isArray()) {
                for (JsonNode one : value) {
                    if (matchesOne(filter, one)) {
                        return true;
                    }
                }
            } else if (matchesOne(filter, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesOne(JsonNode filter, JsonNode value) {
        if (!filter.isObject()) {
            return filter.equals(value);
        }
        if (filter.has("exists")) {
            return filter.path("exists").asBoolean() != value.isMissingNode();
        }
        if (filter.has("anything-but")) {
            JsonNode but = filter.path("anything-but");
            return !value.isMissingNode() && (but.isArray() ? !matchesAny(but, value) : !but.equals(value));
        }
        return filter.has("prefix")
                ? value.isTextual()
                        && value.asText().startsWith(filter.path("prefix").asText())
                : value.isTextual()
                        && value.asText().endsWith(filter.path("suffix").asText());
    }

    private static ServiceException invalid(String message) {
        return new ServiceException(400, "InvalidEventPatternException", message);
    }
}

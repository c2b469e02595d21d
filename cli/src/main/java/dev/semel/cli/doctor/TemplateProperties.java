// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Properties of a resource, read by path, with the default of the service where a property is left out. */
final class TemplateProperties {

    private final TemplateValues values;
    private final JsonNode node;
    private final String place;

    TemplateProperties(TemplateValues values, JsonNode node, String place) {
        this.values = values;
        this.node = node;
        this.place = place;
    }

    /** {@return the properties below a path} */
    TemplateProperties at(String... path) {
        JsonNode inner = values.resolved(node);
        for (String name : path) {
            inner = TemplateValues.isIntrinsic(inner) ? inner : values.resolved(inner.path(name));
        }
        return new TemplateProperties(values, inner, place + "." + String.join(".", path));
    }

    JsonNode node() {
        return node;
    }

    /** {@return whether there is something that is not the intrinsic of a missing value} */
    boolean isGiven() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** {@return whether the value depends on what the template does not say} */
    boolean isUnclear() {
        return TemplateValues.isIntrinsic(node);
    }

    Setting<Long> number(long usual) {
        if (!isGiven()) {
            return Setting.of(usual);
        }
        if (node.isIntegralNumber()) {
            return Setting.of(node.longValue());
        }
        return node.isTextual() && node.textValue().matches("-?\\d{1,18}")
                ? Setting.of(Long.parseLong(node.textValue()))
                : unclear();
    }

    Setting<Boolean> truth(boolean usual) {
        if (!isGiven()) {
            return Setting.of(usual);
        }
        String text = node.asText();
        return node.isBoolean() || text.equals("true") || text.equals("false")
                ? Setting.of(Boolean.parseBoolean(text))
                : unclear();
    }

    Setting<String> text(String usual) {
        if (!isGiven()) {
            return Setting.of(usual);
        }
        return node.isTextual() ? Setting.of(node.textValue()) : unclear();
    }

    /** {@return whether the property is there; unclear if a condition decides} */
    Setting<Boolean> presence() {
        return node.has("Fn::If") ? unclear() : Setting.of(isGiven());
    }

    /** {@return whether a list has an element} */
    Setting<Boolean> contains(String element) {
        if (isUnclear()) {
            return unclear();
        }
        boolean found = false;
        for (JsonNode part : node) {
            JsonNode value = values.resolved(part);
            if (TemplateValues.isIntrinsic(value)) {
                return unclear();
            }
            found |= value.asText().equals(element);
        }
        return Setting.of(found);
    }

    List<TemplateProperties> elements() {
        List<TemplateProperties> elements = new ArrayList<>();
        node.forEach(element -> elements.add(new TemplateProperties(values, values.resolved(element), place)));
        return elements;
    }

    /** {@return the logical names in it that are among some} */
    Optional<String> reference(Set<String> among) {
        return TemplateValues.references(node).stream().filter(among::contains).findFirst();
    }

    <T> Setting<T> unclear() {
        String shown = node.toString();
        return Setting.unclear(place + " is " + (shown.length() > 120 ? shown.substring(0, 120) + "…" : shown)
                + "; give parameters with --parameter NAME=VALUE");
    }
}

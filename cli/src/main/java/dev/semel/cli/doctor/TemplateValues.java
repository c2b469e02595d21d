// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves intrinsics as far as parameters and their defaults go, and finds what a value refers to. */
final class TemplateValues {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9:]+)(?:\\.[A-Za-z0-9.]+)?}");

    private final JsonNode parameters;
    private final JsonNode mappings;
    private final Map<String, String> given;

    /** @param given values of parameters, instead of their defaults */
    TemplateValues(JsonNode template, Map<String, String> given) {
        parameters = template.path("Parameters");
        mappings = template.path("Mappings");
        this.given = Map.copyOf(given);
    }

    /** {@return the value; a value of one of these forms that cannot be resolved comes back as it is} */
    JsonNode resolved(JsonNode value) {
        if (!isIntrinsic(value)) {
            return value;
        }
        JsonNode reference = value.path("Ref");
        if (reference.isTextual()) {
            return parameter(reference.textValue(), value);
        }
        JsonNode text = value.path("Fn::Sub");
        if (text.isTextual()) {
            return substituted(text.textValue(), value);
        }
        JsonNode found = value.path("Fn::FindInMap");
        return found.isArray() ? found(found, value) : value;
    }

    static boolean isIntrinsic(JsonNode value) {
        if (!value.isObject() || value.size() != 1) {
            return false;
        }
        String name = value.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::");
    }

    private JsonNode parameter(String name, JsonNode unresolved) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        String value = given.get(name);
        if (value != null) {
            return TextNode.valueOf(value);
        }
        JsonNode usual = parameters.path(name).path("Default");
        return usual.isMissingNode() ? unresolved : usual;
    }

    private JsonNode substituted(String text, JsonNode unresolved) {
        Matcher places = PLACE.matcher(text);
        StringBuilder whole = new StringBuilder();
        while (places.find()) {
            JsonNode value = places.group().contains(".")
                    ? MissingNode.getInstance()
                    : parameter(places.group(1), MissingNode.getInstance());
            if (!value.isValueNode()) {
                return unresolved;
            }
            places.appendReplacement(whole, Matcher.quoteReplacement(value.asText()));
        }
        return TextNode.valueOf(places.appendTail(whole).toString());
    }

    private JsonNode found(JsonNode path, JsonNode unresolved) {
        JsonNode value = mappings;
        for (JsonNode part : path) {
            value = value.path(resolved(part).asText());
        }
        return value.isMissingNode() ? unresolved : value;
    }

    /** {@return the logical names that a value refers to, wherever in it} */
    static Set<String> references(JsonNode value) {
        Set<String> names = new LinkedHashSet<>();
        collect(value, names);
        return names;
    }

    private static void collect(JsonNode value, Set<String> names) {
        if (value.isObject()) {
            add(value.path("Ref"), names);
            JsonNode attribute = value.path("Fn::GetAtt");
            add(attribute.isArray() ? attribute.path(0) : attribute, names);
            JsonNode text = value.path("Fn::Sub");
            PLACE.matcher(text.isArray() ? text.path(0).asText() : text.asText())
                    .results()
                    .forEach(place -> names.add(place.group(1)));
        }
        value.forEach(part -> collect(part, names));
    }

    private static void add(JsonNode name, Set<String> names) {
        if (name.isTextual()) {
            int dot = name.textValue().indexOf('.');
            names.add(dot < 0 ? name.textValue() : name.textValue().substring(0, dot));
        }
    }
}

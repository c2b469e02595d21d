// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** CloudFormation's functions, as far as they are served: the values of a template without them. */
final class Intrinsics {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final BiFunction<String, String, Optional<JsonNode>> references;
    private final JsonNode conditions;
    private final JsonNode mappings;

    /**
     * Makes the functions.
     *
     * @param references the value of a name and an attribute, which is empty for {@code Ref}
     * @param conditions the template's conditions
     * @param mappings the template's mappings
     */
    Intrinsics(BiFunction<String, String, Optional<JsonNode>> references, JsonNode conditions, JsonNode mappings) {
        this.references = references;
        this.conditions = conditions;
        this.mappings = mappings;
    }

    /** {@return a value without functions; members that are {@code AWS::NoValue} are left out} */
    JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (JsonNode member : node) {
                JsonNode value = resolve(member);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            }
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            String name = node.fieldNames().next();
            if (name.equals("Ref") || name.startsWith("Fn::")) {
                return call(name, node.path(name));
            }
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            JsonNode value = resolve(member.getValue());
            if (!value.isMissingNode()) {
                object.set(member.getKey(), value);
            }
        });
        return object;
    }

    private JsonNode call(String name, JsonNode argument) {
        return switch (name) {
            case "Ref" -> reference(argument.asText(), "");
            case "Fn::GetAtt" -> getAtt(argument);
            case "Fn::Sub" -> substitute(argument);
            case "Fn::Join" -> join(argument);
            case "Fn::Select" ->
                resolve(argument.path(1)).path(resolve(argument.path(0)).asInt());
            case "Fn::Split" -> split(argument);
            case "Fn::If" -> resolve(argument.path(holds(argument.path(0).asText()) ? 1 : 2));
            case "Fn::FindInMap" ->
                mappings.path(resolve(argument.path(0)).asText())
                        .path(resolve(argument.path(1)).asText())
                        .path(resolve(argument.path(2)).asText());
            default -> throw TemplateException.of("the function " + name + " is not served");
        };
    }

    private JsonNode getAtt(JsonNode argument) {
        String text =
                argument.isTextual() ? argument.asText() : argument.path(0).asText();
        int dot = text.indexOf('.');
        return argument.isTextual() && dot > 0
                ? reference(text.substring(0, dot), text.substring(dot + 1))
                : reference(text, resolve(argument.path(1)).asText());
    }

    private JsonNode reference(String name, String attribute) {
        return references
                .apply(name, attribute)
                .orElseThrow(() -> TemplateException.of(
                        attribute.isEmpty()
                                ? "Ref " + name + " names no parameter and no resource"
                                : "GetAtt " + name + "." + attribute + " is not known"));
    }

    private JsonNode substitute(JsonNode argument) {
        JsonNode local = argument.isArray() ? argument.path(1) : JsonNodeFactory.instance.objectNode();
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (variable.find()) {
            String name = variable.group(2).trim();
            int dot = name.indexOf('.');
            String value;
            if (!variable.group(1).isEmpty()) {
                value = "${" + variable.group(2) + "}";
            } else if (local.has(name)) {
                value = resolve(local.path(name)).asText();
            } else {
                value = (dot > 0 ? reference(name.substring(0, dot), name.substring(dot + 1)) : reference(name, ""))
                        .asText();
            }
            variable.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return JsonNodeFactory.instance.textNode(variable.appendTail(out).toString());
    }

    private JsonNode join(JsonNode argument) {
        List<String> parts = new ArrayList<>();
        resolve(argument.path(1)).forEach(part -> parts.add(part.asText()));
        return JsonNodeFactory.instance.textNode(String.join(argument.path(0).asText(), parts));
    }

    private JsonNode split(JsonNode argument) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String text = resolve(argument.path(1)).asText();
        for (String part : text.split(Pattern.quote(argument.path(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    /** {@return whether a condition of the template holds} */
    boolean holds(String name) {
        if (!conditions.has(name)) {
            throw TemplateException.of("there is no condition " + name);
        }
        return test(conditions.path(name));
    }

    private boolean test(JsonNode condition) {
        String name = condition.fieldNames().hasNext() ? condition.fieldNames().next() : "";
        JsonNode argument = condition.path(name);
        return switch (name) {
            case "Condition" -> holds(argument.asText());
            case "Fn::Equals" ->
                resolve(argument.path(0))
                        .asText()
                        .equals(resolve(argument.path(1)).asText());
            case "Fn::Not" -> !test(argument.path(0));
            case "Fn::And" ->
                StreamSupport.stream(argument.spliterator(), false).allMatch(this::test);
            case "Fn::Or" -> StreamSupport.stream(argument.spliterator(), false).anyMatch(this::test);
            default -> throw TemplateException.of("the condition " + name + " is not served");
        };
    }
}

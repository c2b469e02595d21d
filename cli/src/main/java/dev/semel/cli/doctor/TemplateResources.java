// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resources of a template by type, with SAM's defaults for functions merged in. */
final class TemplateResources {

    private static final Set<String> FUNCTIONS = Set.of("AWS::Lambda::Function", "AWS::Serverless::Function");
    private static final Set<String> TABLES =
            Set.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable");

    private final JsonNode template;
    private final TemplateValues values;

    TemplateResources(JsonNode template, Map<String, String> parameters) {
        this.template = template;
        values = new TemplateValues(template, parameters);
    }

    /** {@return the logical names of the resources of some types, in their order} */
    Set<String> named(Set<String> types) {
        Set<String> names = new LinkedHashSet<>();
        template.path("Resources").properties().forEach(resource -> {
            if (types.contains(resource.getValue().path("Type").asText())) {
                names.add(resource.getKey());
            }
        });
        return names;
    }

    Set<String> named(String type) {
        return named(Set.of(type));
    }

    Set<String> functions() {
        return named(FUNCTIONS);
    }

    Set<String> tables() {
        return named(TABLES);
    }

    Set<String> queues() {
        return named("AWS::SQS::Queue");
    }

    boolean isParameter(String name) {
        return template.path("Parameters").has(name);
    }

    String type(String name) {
        return resource(name).path("Type").asText();
    }

    /** {@return the resource itself, with its metadata and policies} */
    TemplateProperties whole(String name) {
        return new TemplateProperties(values, resource(name), name);
    }

    TemplateProperties properties(String name) {
        JsonNode own = resource(name).path("Properties");
        JsonNode shared = template.path("Globals").path("Function");
        if (type(name).equals("AWS::Serverless::Function") && shared.isObject()) {
            own = merged(shared, own);
        }
        return new TemplateProperties(values, own, name);
    }

    private JsonNode resource(String name) {
        return template.path("Resources").path(name);
    }

    /** {@return SAM's rule: maps are merged, and everything else of the resource replaces what is shared} */
    private static JsonNode merged(JsonNode shared, JsonNode own) {
        if (!(shared instanceof ObjectNode object) || !own.isObject() || TemplateValues.isIntrinsic(own)) {
            return own.isMissingNode() ? shared : own;
        }
        ObjectNode merged = object.deepCopy();
        own.properties()
                .forEach(property ->
                        merged.set(property.getKey(), merged(object.path(property.getKey()), property.getValue())));
        return merged;
    }

    /** {@return the function that a value refers to, also by a version or alias} */
    Optional<String> functionOf(TemplateProperties value) {
        return value.reference(functions())
                .or(() -> value.reference(named(Set.of("AWS::Lambda::Alias", "AWS::Lambda::Version")))
                        .flatMap(alias -> properties(alias).at("FunctionName").reference(functions())));
    }

    /** {@return all the properties of some types} */
    List<TemplateProperties> all(String type) {
        List<TemplateProperties> all = new ArrayList<>();
        named(type).forEach(name -> all.add(properties(name)));
        return all;
    }
}

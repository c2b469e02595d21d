// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Template of CloudFormation or SAM with the values of its parameters. Everything that is not served is refused when it
 * is read, all of it in one message. Not thread-safe.
 */
final class Template {

    private static final String PENDING = "pending";

    private final String stack;
    private final Map<String, JsonNode> parameters = new LinkedHashMap<>();
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, String> known = new LinkedHashMap<>();
    private final JsonNode outputs;
    private final Intrinsics intrinsics;

    private Template(String stack, JsonNode document, Map<String, String> given) {
        this.stack = stack;
        this.outputs = document.path("Outputs");
        this.intrinsics = new Intrinsics(this::reference, document.path("Conditions"), document.path("Mappings"));
        List<String> problems = new ArrayList<>();
        readParameters(document.path("Parameters"), given, problems);
        if (!document.path("Resources").isObject()) {
            throw TemplateException.of("there are no Resources: is it a template of CloudFormation or SAM?");
        }
        readResources(SamTransform.transform(document, problems), problems);
        refuse(problems);
        for (Resource resource : resources.values()) { // a wrong reference is found before anything is created
            problems.addAll(DeadLetters.problems(resource, resolve(resource)));
        }
        refuse(problems);
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw TemplateException.of(problems);
        }
    }

    /**
     * Reads a template.
     *
     * @param stack the deployment's name, from which resources get theirs
     * @param text the template
     * @param parameters values of parameters; others have their defaults
     * @throws TemplateException if it is none, or something of it is not served
     */
    static Template read(String stack, String text, Map<String, String> parameters) {
        return new Template(stack, YamlDocument.parse(text), parameters);
    }

    private void readParameters(JsonNode declared, Map<String, String> given, List<String> problems) {
        given.keySet().stream()
                .filter(name -> !declared.has(name))
                .forEach(name -> problems.add("the template has no parameter " + name));
        declared.properties().forEach(parameter -> {
            String name = parameter.getKey();
            JsonNode value = given.containsKey(name)
                    ? JsonNodeFactory.instance.textNode(given.get(name))
                    : parameter.getValue().path("Default");
            JsonNode allowed = parameter.getValue().path("AllowedValues");
            if (value.isMissingNode()) {
                problems.add("the parameter " + name + " has no default; add --parameter " + name + "=VALUE");
            } else if (allowed.isArray() && !contains(allowed, value.asText())) {
                problems.add("the parameter " + name + " must be one of " + allowed);
            } else {
                boolean isList = parameter.getValue().path("Type").asText().contains("List");
                parameters.put(name, isList ? list(value.asText()) : value);
            }
        });
    }

    private static boolean contains(JsonNode list, String text) {
        for (JsonNode member : list) {
            if (member.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static ArrayNode list(String text) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String member : text.split(",", -1)) {
            list.add(member.trim());
        }
        return list;
    }

    private void readResources(ObjectNode all, List<String> problems) {
        all.properties().forEach(member -> {
            String id = member.getKey();
            JsonNode resource = member.getValue();
            String type = resource.path("Type").asText();
            Optional<ResourceType> served = ResourceType.of(type);
            if (resource.has("Condition")
                    && !intrinsics.holds(resource.path("Condition").asText())) {
                return;
            }
            if (served.isEmpty()) {
                problems.add("the type " + type + " of " + id + " is not served");
                return;
            }
            JsonNode properties = resource.path("Properties");
            served.get()
                    .refused(properties)
                    .forEach(name ->
                            problems.add("the property " + name + " of " + id + " (" + type + ") is not served"));
            String name = served.get().nameProperty();
            String given = name.isEmpty() || !properties.has(name)
                    ? ""
                    : intrinsics.resolve(properties.path(name)).asText();
            resources.put(id, Resource.of(stack, id, served.get(), properties, given));
        });
    }

    private Optional<JsonNode> reference(String name, String attribute) {
        if (attribute.isEmpty() && parameters.containsKey(name)) {
            return Optional.ofNullable(parameters.get(name));
        }
        if (name.equals("AWS::NoValue")) {
            return Optional.of(JsonNodeFactory.instance.missingNode());
        }
        return value(name, attribute).map(JsonNodeFactory.instance::textNode);
    }

    private Optional<String> value(String name, String attribute) {
        Resource resource = resources.get(name);
        if (resource == null) {
            return attribute.isEmpty() ? pseudo(name) : Optional.empty();
        }
        String late = known.get(name + "." + attribute);
        return late == null ? resource.value(attribute).or(() -> pending(resource, attribute)) : Optional.of(late);
    }

    /** Values that are known once the resource is there. */
    private static Optional<String> pending(Resource resource, String attribute) {
        boolean isLate = switch (resource.type()) {
            case QUEUE -> attribute.isEmpty() || attribute.equals("QueueUrl");
            case TABLE -> attribute.equals("StreamArn");
            case FUNCTION_URL -> attribute.equals("FunctionUrl");
            case HTTP_API -> List.of("", "ApiId", "ApiEndpoint").contains(attribute);
            case REST_API -> List.of("", "RestApiId", "RootResourceId").contains(attribute);
            case REST_RESOURCE -> List.of("", "ResourceId").contains(attribute);
            case DEPLOYMENT -> List.of("", "DeploymentId").contains(attribute);
            case INTEGRATION, ROUTE, HTTP_STAGE, METHOD, REST_STAGE -> attribute.isEmpty();
            case ROLE, POLICY, MANAGED_POLICY, QUEUE_POLICY, TOPIC_POLICY, BUCKET_POLICY, BUS_POLICY -> false;
            case PERMISSION, ALARM, COMPOSITE_ALARM, DASHBOARD, METRIC_FILTER, LOG_GROUP, BUS, ARCHIVE -> false;
            case TOPIC, FUNCTION, EVENT_INVOKE_CONFIG, MAPPING, RULE, SCHEDULE, SUBSCRIPTION, BUCKET -> false;
        };
        return isLate ? Optional.of(PENDING) : Optional.empty();
    }

    private Optional<String> pseudo(String name) {
        return switch (name) {
            case "AWS::Region" -> Optional.of(Arn.REGION);
            case "AWS::AccountId" -> Optional.of(Arn.ACCOUNT);
            case "AWS::Partition" -> Optional.of("aws");
            case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
            case "AWS::StackName" -> Optional.of(stack);
            case "AWS::StackId" -> Optional.of(Arn.of("cloudformation", "stack/" + stack));
            default -> Optional.empty();
        };
    }

    /** Adds a value that is known now that a resource is there. */
    void learn(Resource resource, String attribute, String value) {
        known.put(resource.id() + "." + attribute, value);
    }

    /** {@return the resources, in the order of the template} */
    List<Resource> resources() {
        return List.copyOf(resources.values());
    }

    /** {@return a resource's properties, without functions} */
    JsonNode resolve(Resource resource) {
        try {
            return intrinsics.resolve(resource.properties());
        } catch (TemplateException e) {
            throw TemplateException.of(resource.id() + ": " + e.getMessage());
        }
    }

    /** {@return the template's outputs, by name} */
    Map<String, String> outputs() {
        Map<String, String> values = new LinkedHashMap<>();
        outputs.properties().forEach(output -> {
            JsonNode condition = output.getValue().path("Condition");
            if (condition.isMissingNode() || intrinsics.holds(condition.asText())) {
                values.put(
                        output.getKey(),
                        intrinsics.resolve(output.getValue().path("Value")).asText());
            }
        });
        return values;
    }
}

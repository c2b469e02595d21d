// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources of SAM as those of CloudFormation: a function, its asynchronous settings, its URL and its events. */
final class SamTransform {

    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String TABLE = "AWS::Serverless::SimpleTable";

    /** Properties that have an effect elsewhere than in the function, or none. */
    private static final Set<String> TAKEN = Set.of(
            "CodeUri",
            "InlineCode",
            "Events",
            "EventInvokeConfig",
            "FunctionUrlConfig",
            "DeadLetterQueue",
            "Policies",
            "Tracing",
            "PermissionsBoundary",
            "PropagateTags",
            "AssumeRolePolicyDocument",
            "RolePath");

    private final ObjectNode resources;
    private final JsonNode globals;
    private final List<String> problems = new ArrayList<>();
    private final SamApis apis;

    private SamTransform(ObjectNode resources, JsonNode globals, JsonNode all) {
        this.resources = resources;
        this.globals = globals;
        this.apis = new SamApis(resources, all, problems);
    }

    /**
     * Transforms the resources of a template.
     *
     * @param template the template
     * @param problems takes what is refused
     * @return the resources, all of CloudFormation's types or of ones that are not served
     */
    static ObjectNode transform(JsonNode template, List<String> problems) {
        ObjectNode resources = JsonNodeFactory.instance.objectNode();
        template.path("Resources").properties().forEach(member -> resources.set(member.getKey(), member.getValue()));
        SamTransform transform =
                new SamTransform(resources, template.path("Globals").path("Function"), template.path("Resources"));
        for (Map.Entry<String, JsonNode> member :
                List.copyOf(template.path("Resources").properties())) {
            String type = member.getValue().path("Type").asText();
            if (type.equals(FUNCTION)) {
                transform.function(member.getKey(), member.getValue());
            } else if (type.equals(TABLE)) {
                transform.table(member.getKey(), member.getValue());
            } else if (type.equals("AWS::Serverless::HttpApi")) {
                transform.apis.httpApi(member.getKey(), member.getValue().path("Properties"));
            } else if (type.equals("AWS::Serverless::Api")) {
                transform.apis.restApi(member.getKey(), member.getValue().path("Properties"));
            }
        }
        problems.addAll(transform.problems);
        return resources;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void add(String id, String type, JsonNode properties, JsonNode from) {
        ObjectNode resource = object().put("Type", type);
        resource.set("Properties", properties);
        if (from.has("Condition")) {
            resource.set("Condition", from.path("Condition"));
        }
        resources.set(id, resource);
    }

    private void table(String id, JsonNode resource) {
        JsonNode given = resource.path("Properties");
        String key = given.path("PrimaryKey").path("Name").asText("id");
        String type = given.path("PrimaryKey").path("Type").asText("String").substring(0, 1);
        ObjectNode table = object().put("BillingMode", "PAY_PER_REQUEST");
        if (given.has("TableName")) {
            table.set("TableName", given.path("TableName"));
        }
        table.putArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", key)
                .put("AttributeType", type);
        table.putArray("KeySchema").addObject().put("AttributeName", key).put("KeyType", "HASH");
        add(id, "AWS::DynamoDB::Table", table, resource);
    }

    private void function(String id, JsonNode resource) {
        JsonNode given = merged(globals, resource.path("Properties"));
        ObjectNode function = object();
        given.properties().forEach(member -> {
            if (!TAKEN.contains(member.getKey())) {
                function.set(member.getKey(), member.getValue());
            }
        });
        ObjectNode code = function.putObject("Code");
        if (given.has("InlineCode")) {
            code.set("ZipFile", given.path("InlineCode"));
        } else if (given.path("CodeUri").isObject()) {
            code.set("S3Bucket", given.path("CodeUri").path("Bucket"));
            code.set("S3Key", given.path("CodeUri").path("Key"));
        } else {
            code.set("File", given.path("CodeUri"));
        }
        if (given.has("DeadLetterQueue")) {
            function.putObject("DeadLetterConfig")
                    .set("TargetArn", given.path("DeadLetterQueue").path("TargetArn"));
        }
        add(id, "AWS::Lambda::Function", function, resource);
        invokeConfig(id, given.path("EventInvokeConfig"), resource);
        if (given.has("FunctionUrlConfig")) {
            ObjectNode url = object();
            url.set("TargetFunctionArn", ref(id));
            url.set("AuthType", given.path("FunctionUrlConfig").path("AuthType"));
            add(id + "Url", "AWS::Lambda::Url", url, resource);
        }
        given.path("Events").properties().forEach(event -> event(id, event.getKey(), event.getValue(), resource));
    }

    /** {@return the properties over the defaults; objects are merged, as SAM's globals are} */
    private static ObjectNode merged(JsonNode defaults, JsonNode properties) {
        ObjectNode all = object();
        defaults.properties().forEach(member -> all.set(member.getKey(), member.getValue()));
        properties.properties().forEach(member -> {
            JsonNode before = all.path(member.getKey());
            boolean isMergeable = before.isObject() && member.getValue().isObject();
            all.set(member.getKey(), isMergeable ? merged(before, member.getValue()) : member.getValue());
        });
        return all;
    }

    private static ObjectNode ref(String id) {
        return object().put("Ref", id);
    }

    private static ObjectNode arn(String id) {
        ObjectNode value = object();
        value.putArray("Fn::GetAtt").add(id).add("Arn");
        return value;
    }

    private void invokeConfig(String id, JsonNode config, JsonNode resource) {
        if (config.isMissingNode()) {
            return;
        }
        ObjectNode properties = object();
        properties.set("FunctionName", ref(id));
        config.properties().forEach(member -> properties.set(member.getKey(), member.getValue()));
        ObjectNode destinations = object();
        config.path("DestinationConfig")
                .properties()
                .forEach(member -> destinations
                        .putObject(member.getKey())
                        .set("Destination", member.getValue().path("Destination")));
        properties.set("DestinationConfig", destinations);
        add(id + "EventInvokeConfig", "AWS::Lambda::EventInvokeConfig", properties, resource);
    }

    private void event(String function, String name, JsonNode event, JsonNode resource) {
        JsonNode given = event.path("Properties");
        String id = function + name;
        switch (event.path("Type").asText()) {
            case "SQS" -> mapping(id, function, "Queue", given, resource);
            case "DynamoDB" -> mapping(id, function, "Stream", given, resource);
            case "SNS" -> {
                ObjectNode subscription = copy(given, "Topic");
                subscription.set("TopicArn", given.path("Topic"));
                subscription.put("Protocol", "lambda").set("Endpoint", arn(function));
                add(id, "AWS::SNS::Subscription", subscription, resource);
            }
            case "S3" -> bucket(function, given);
            case "EventBridgeRule", "CloudWatchEvent" -> rule(id, function, given, resource);
            case "Schedule" -> rule(id, function, given, resource);
            case "ScheduleV2" -> schedule(id, function, given, resource);
            case "HttpApi" -> apis.httpEvent(function, name, given);
            case "Api" -> apis.restEvent(function, name, given);
            default ->
                problems.add("the event " + name + " of " + function + " has the type "
                        + event.path("Type").asText() + ", which is not served");
        }
    }

    private static ObjectNode copy(JsonNode properties, String without) {
        ObjectNode copy = object();
        properties.properties().forEach(member -> copy.set(member.getKey(), member.getValue()));
        copy.remove(without);
        return copy;
    }

    private void mapping(String id, String function, String source, JsonNode given, JsonNode resource) {
        ObjectNode mapping = copy(given, source);
        mapping.set("EventSourceArn", given.path(source));
        mapping.set("FunctionName", ref(function));
        add(id, "AWS::Lambda::EventSourceMapping", mapping, resource);
    }

    private void rule(String id, String function, JsonNode given, JsonNode resource) {
        ObjectNode rule = object();
        ObjectNode target = object().put("Id", "target");
        target.set("Arn", arn(function));
        given.properties().forEach(member -> {
            switch (member.getKey()) {
                case "Schedule" -> rule.set("ScheduleExpression", member.getValue());
                case "Name" -> rule.set("Name", member.getValue());
                case "Description" -> {} // has no effect
                case "Enabled" -> rule.put("State", member.getValue().asBoolean() ? "ENABLED" : "DISABLED");
                case "Pattern" -> rule.set("EventPattern", member.getValue());
                case "RuleName" -> rule.set("Name", member.getValue());
                case "EventBusName", "State" -> rule.set(member.getKey(), member.getValue());
                default -> target.set(member.getKey(), member.getValue());
            }
        });
        ArrayNode targets = rule.putArray("Targets");
        targets.add(target);
        add(id, "AWS::Events::Rule", rule, resource);
    }

    private void schedule(String id, String function, JsonNode given, JsonNode resource) {
        ObjectNode schedule = object();
        ObjectNode target = schedule.putObject("Target");
        target.set("Arn", arn(function));
        target.put("RoleArn", "arn:aws:iam::000000000000:role/scheduler");
        given.properties().forEach(member -> {
            switch (member.getKey()) {
                case "Input", "RoleArn", "RetryPolicy", "DeadLetterConfig" ->
                    target.set(member.getKey(), member.getValue());
                case "PermissionsBoundary", "OmitName" -> {} // have no effect
                default -> schedule.set(member.getKey(), member.getValue());
            }
        });
        if (!given.has("FlexibleTimeWindow")) {
            schedule.putObject("FlexibleTimeWindow").put("Mode", "OFF");
        }
        add(id, "AWS::Scheduler::Schedule", schedule, resource);
    }

    /** Adds a notification to the bucket, which is in the same template. */
    private void bucket(String function, JsonNode given) {
        String bucket = given.path("Bucket").path("Ref").asText();
        JsonNode there = resources.path(bucket);
        if (!there.isObject()) {
            problems.add("the S3 event of " + function + " names no bucket of the template by Ref");
            return;
        }
        ObjectNode properties = copy(there.path("Properties"), "");
        ObjectNode notifications = copy(properties.path("NotificationConfiguration"), "");
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        notifications.path("LambdaConfigurations").forEach(list::add);
        JsonNode events = given.path("Events");
        for (JsonNode event :
                events.isArray() ? events : JsonNodeFactory.instance.arrayNode().add(events)) {
            ObjectNode one = list.addObject();
            one.set("Event", event);
            one.set("Function", arn(function));
            if (given.has("Filter")) {
                one.set("Filter", given.path("Filter"));
            }
        }
        notifications.set("LambdaConfigurations", list);
        properties.set("NotificationConfiguration", notifications);
        add(bucket, "AWS::S3::Bucket", properties, there);
    }
}

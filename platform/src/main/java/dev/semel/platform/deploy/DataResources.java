// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates tables, queues, topics, subscriptions and buckets. */
final class DataResources {

    /** Properties of a table that the API takes as they are. */
    private static final List<String> COPIED =
            List.of("AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "DeletionProtectionEnabled");

    private static final String DYNAMODB = "DynamoDB_20120810.";

    private final FrontClient front;
    private final Template template;

    DataResources(FrontClient front, Template template) {
        this.front = front;
        this.template = template;
    }

    /** Creates a table. {@return whether it is new} */
    boolean table(Resource resource, JsonNode given) throws IOException, InterruptedException {
        ObjectNode request = JsonTree.object().put("TableName", resource.name());
        for (String member : COPIED) {
            if (given.has(member)) {
                request.set(member, given.path(member));
            }
        }
        request.put("BillingMode", given.path("BillingMode").asText("PROVISIONED"));
        throughput(given, request);
        if (given.has("GlobalSecondaryIndexes")) {
            var indexes = request.putArray("GlobalSecondaryIndexes");
            given.path("GlobalSecondaryIndexes").forEach(index -> {
                ObjectNode copy = index.deepCopy();
                throughput(index, copy);
                indexes.add(copy);
            });
        }
        if (given.has("StreamSpecification")) {
            request.putObject("StreamSpecification")
                    .put("StreamEnabled", true)
                    .set("StreamViewType", given.path("StreamSpecification").path("StreamViewType"));
        }
        boolean isNew = createTable(resource, request);
        if (isNew && given.path("TimeToLiveSpecification").path("Enabled").asBoolean()) {
            ObjectNode ttl = JsonTree.object().put("TableName", resource.name());
            ttl.putObject("TimeToLiveSpecification")
                    .put("Enabled", true)
                    .set("AttributeName", given.path("TimeToLiveSpecification").path("AttributeName"));
            front.target("dynamodb", DYNAMODB + "UpdateTimeToLive", ttl);
        }
        return isNew;
    }

    private static void throughput(JsonNode given, ObjectNode request) {
        JsonNode throughput = given.path("ProvisionedThroughput");
        if (throughput.isObject()) {
            request.putObject("ProvisionedThroughput")
                    .put(
                            "ReadCapacityUnits",
                            throughput.path("ReadCapacityUnits").asLong())
                    .put(
                            "WriteCapacityUnits",
                            throughput.path("WriteCapacityUnits").asLong());
        }
    }

    private boolean createTable(Resource resource, ObjectNode request) throws IOException, InterruptedException {
        JsonNode table;
        boolean isNew = true;
        try {
            table = front.target("dynamodb", DYNAMODB + "CreateTable", request).path("TableDescription");
        } catch (ServiceException e) {
            if (!e.code().equals("ResourceInUseException")) {
                throw e;
            }
            isNew = false;
            table = front.target(
                            "dynamodb",
                            DYNAMODB + "DescribeTable",
                            JsonTree.object().put("TableName", resource.name()))
                    .path("Table");
            if (!table.path("KeySchema").equals(request.path("KeySchema"))) {
                throw new ServiceException(
                        409,
                        "ResourceInUseException",
                        "the table " + resource.name() + " is there with another key; delete it first");
            }
        }
        template.learn(resource, "StreamArn", table.path("LatestStreamArn").asText());
        return isNew;
    }

    /** Creates a queue. {@return whether it is new} */
    boolean queue(Resource resource, JsonNode given) throws IOException, InterruptedException {
        ObjectNode request = JsonTree.object().put("QueueName", resource.name());
        ObjectNode attributes = request.putObject("Attributes");
        given.properties().forEach(member -> {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "RedrivePolicy" ->
                    attributes.put(member.getKey(), value.isTextual() ? value.asText() : value.toString());
                case "VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "MaximumMessageSize" ->
                    attributes.put(member.getKey(), value.asText());
                case "ReceiveMessageWaitTimeSeconds", "FifoQueue", "ContentBasedDeduplication" ->
                    attributes.put(member.getKey(), value.asText());
                default -> {} // accepted without an effect
            }
        });
        boolean isNew = true;
        String url = "";
        try {
            url = front.target("sqs", "AmazonSQS.GetQueueUrl", JsonTree.object().put("QueueName", resource.name()))
                    .path("QueueUrl")
                    .asText();
            isNew = false;
        } catch (ServiceException e) {
            url = front.target("sqs", "AmazonSQS.CreateQueue", request)
                    .path("QueueUrl")
                    .asText();
        }
        template.learn(resource, "", url);
        template.learn(resource, "QueueUrl", url);
        return isNew;
    }

    /** Creates a topic with its subscriptions. */
    void topic(Resource resource, JsonNode given) throws IOException, InterruptedException {
        front.query("sns", Map.of("Action", "CreateTopic", "Name", resource.name()));
        for (JsonNode one : given.path("Subscription")) {
            subscribe(Arn.of("sns", resource.name()), one);
        }
    }

    /** Creates a subscription. */
    void subscription(JsonNode given) throws IOException, InterruptedException {
        subscribe(given.path("TopicArn").asText(), given);
    }

    private void subscribe(String topic, JsonNode given) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(Map.of("Action", "Subscribe", "TopicArn", topic));
        form.put("Protocol", given.path("Protocol").asText());
        form.put("Endpoint", given.path("Endpoint").asText());
        if (given.path("RawMessageDelivery").asBoolean()) {
            form.put("Attributes.entry.1.key", "RawMessageDelivery");
            form.put("Attributes.entry.1.value", "true");
        }
        front.query("sns", form);
    }

    /** Creates a bucket, and replaces its notifications. {@return whether it is new} */
    boolean bucket(Resource resource, JsonNode given) throws IOException, InterruptedException {
        boolean isNew = true;
        try {
            front.rest("s3", "HEAD", "/" + resource.name(), Map.of(), new byte[0]);
            isNew = false;
        } catch (ServiceException e) {
            front.rest("s3", "PUT", "/" + resource.name(), Map.of(), new byte[0]);
        }
        JsonNode notifications = given.path("NotificationConfiguration");
        if (notifications.isObject()) {
            StringBuilder xml = new StringBuilder("<NotificationConfiguration>");
            rules(
                    xml,
                    notifications.path("LambdaConfigurations"),
                    "CloudFunctionConfiguration",
                    "Function",
                    "CloudFunction");
            rules(xml, notifications.path("QueueConfigurations"), "QueueConfiguration", "Queue", "Queue");
            rules(xml, notifications.path("TopicConfigurations"), "TopicConfiguration", "Topic", "Topic");
            JsonNode bus = notifications.path("EventBridgeConfiguration");
            if (bus.isObject() && bus.path("EventBridgeEnabled").asBoolean(true)) {
                xml.append("<EventBridgeConfiguration/>");
            }
            byte[] body = xml.append("</NotificationConfiguration>").toString().getBytes(StandardCharsets.UTF_8);
            front.rest("s3", "PUT", "/" + resource.name() + "?notification", Map.of(), body);
        }
        return isNew;
    }

    private static void rules(StringBuilder xml, JsonNode rules, String kind, String property, String element) {
        for (JsonNode rule : rules) {
            xml.append('<').append(kind).append('>');
            xml.append(Xml.element(element, rule.path(property).asText()));
            xml.append(Xml.element("Event", rule.path("Event").asText()));
            JsonNode filters = rule.path("Filter").path("S3Key").path("Rules");
            if (!filters.isEmpty()) {
                xml.append("<Filter><S3Key>");
                filters.forEach(filter -> xml.append("<FilterRule>")
                        .append(Xml.element("Name", filter.path("Name").asText()))
                        .append(Xml.element("Value", filter.path("Value").asText()))
                        .append("</FilterRule>"));
                xml.append("</S3Key></Filter>");
            }
            xml.append("</").append(kind).append('>');
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.platform.http.Arn;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resource of a template.
 *
 * @param id the logical id
 * @param type the type
 * @param name the name on the platform
 * @param properties the properties, with CloudFormation's functions
 */
record Resource(String id, ResourceType type, String name, JsonNode properties) {

    /** Names a resource: as its template does, or by the deployment and the logical id, so that the name is known. */
    static Resource of(String stack, String id, ResourceType type, JsonNode properties, String given) {
        String name = given.isEmpty() ? stack + "-" + id : given;
        if (given.isEmpty() && type == ResourceType.BUCKET) {
            name = name.toLowerCase(Locale.ROOT);
        }
        if (given.isEmpty() && properties.path("FifoQueue").asBoolean()) {
            name += ".fifo";
        }
        return new Resource(id, type, name, properties);
    }

    /**
     * Finds a value that the template may ask for.
     *
     * @param attribute the attribute; empty for {@code Ref}
     * @return the value; empty where it is not known, or only known once the resource is there
     */
    Optional<String> value(String attribute) {
        return Optional.ofNullable(
                switch (type) {
                    case TABLE -> of(attribute, "", name, "Arn", Arn.of("dynamodb", "table/" + name));
                    case QUEUE -> of(attribute, "Arn", Arn.of("sqs", name), "QueueName", name);
                    case TOPIC ->
                        of(
                                attribute.isEmpty() ? "TopicArn" : attribute,
                                "TopicArn",
                                Arn.of("sns", name),
                                "TopicName",
                                name);
                    case FUNCTION -> of(attribute, "", name, "Arn", Arn.ofFunction(name));
                    case BUCKET -> of(attribute, "", name, "Arn", "arn:aws:s3:::" + name);
                    case ROLE -> of(attribute, "", name, "Arn", "arn:aws:iam::" + Arn.ACCOUNT + ":role/" + name);
                    case RULE -> of(attribute, "", name, "Arn", Arn.of("events", "rule/" + name));
                    case ARCHIVE -> of(attribute, "", name, "Arn", Arn.of("events", "archive/" + name));
                    case SCHEDULE -> of(attribute, "", name, "Arn", Arn.of("scheduler", "schedule/default/" + name));
                    case BUS ->
                        of(
                                attribute.equals("Name") ? "" : attribute,
                                "",
                                name,
                                "Arn",
                                Arn.of("events", "event-bus/" + name));
                    case LOG_GROUP -> of(attribute, "", name, "Arn", Arn.of("logs", "log-group:" + name + ":*"));
                    case ALARM, COMPOSITE_ALARM ->
                        of(attribute, "", name, "Arn", Arn.of("cloudwatch", "alarm:" + name));
                    case DASHBOARD, POLICY, MANAGED_POLICY, QUEUE_POLICY, TOPIC_POLICY, BUCKET_POLICY, BUS_POLICY ->
                        of(attribute, "", name, "Id", name);
                    case PERMISSION, METRIC_FILTER, FUNCTION_URL, EVENT_INVOKE_CONFIG, MAPPING, SUBSCRIPTION ->
                        of(attribute, "", name, "Id", name);
                    case HTTP_API, INTEGRATION, ROUTE, HTTP_STAGE -> null;
                    case REST_API, REST_RESOURCE, METHOD, DEPLOYMENT, REST_STAGE -> null;
                });
    }

    private static @Nullable String of(String attribute, String one, String value, String other, String otherValue) {
        return attribute.equals(one) ? value : attribute.equals(other) ? otherValue : null;
    }
}

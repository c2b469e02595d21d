// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.lambda.KafkaSource;
import dev.semel.lambda.SnsSource;
import dev.semel.lambda.http.HttpSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads mappings and routes to functions from a template: resources of their own, and the events of SAM. */
final class SourceReader {

    /**
     * Amazon EventBridge User Guide, "How EventBridge retries delivering events"; the Scheduler's default is the same.
     */
    private static final long HANDOVER_AGE = 86_400;

    /** Amazon DynamoDB Developer Guide, "Change data capture for DynamoDB Streams"; Kinesis' default is the same. */
    private static final Duration STREAM_RETENTION = Duration.ofHours(24);

    private static final Map<String, SourceMapping.Kind> KINDS = Map.of(
            "SQS", SourceMapping.Kind.QUEUE,
            "Kinesis", SourceMapping.Kind.KINESIS,
            "DynamoDB", SourceMapping.Kind.TABLE_STREAM,
            "MSK", SourceMapping.Kind.KAFKA,
            "SelfManagedKafka", SourceMapping.Kind.KAFKA,
            "MQ", SourceMapping.Kind.OTHER,
            "DocumentDB", SourceMapping.Kind.OTHER);

    /** Services whose resources are read. */
    private static final Set<String> INVOKERS = Set.of(
            "s3.amazonaws.com",
            "sns.amazonaws.com",
            "events.amazonaws.com",
            "scheduler.amazonaws.com",
            "apigateway.amazonaws.com");

    private final TemplateResources resources;
    private final Set<String> deadLetters;
    private final List<SourceMapping> mappings = new ArrayList<>();
    private final List<EventRoute> routes = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    SourceReader(TemplateResources resources, Set<String> deadLetters) {
        this.resources = resources;
        this.deadLetters = deadLetters;
    }

    List<SourceMapping> mappings() {
        return List.copyOf(mappings);
    }

    List<EventRoute> routes() {
        return List.copyOf(routes);
    }

    List<String> unseen() {
        return List.copyOf(unseen);
    }

    void read() {
        for (String function : resources.functions()) {
            TemplateProperties events = resources.properties(function).at("Events");
            events.node()
                    .fieldNames()
                    .forEachRemaining(name -> readEvent(function, function + "." + name, events.at(name)));
        }
        for (String name : resources.named("AWS::Lambda::EventSourceMapping")) {
            TemplateProperties mapping = resources.properties(name);
            resources
                    .functionOf(mapping.at("FunctionName"))
                    .ifPresent(function -> mappings.add(mapping(name, function, kind(mapping), mapping)));
        }
        readTopics();
        readRules();
        readBuckets();
        readSchedules();
        readApis("AWS::ApiGatewayV2::Integration", "IntegrationUri");
        readApis("AWS::ApiGateway::Method", "Integration");
        readPermissions();
    }

    /** Names the services that may invoke a function, and for whose resources the doctor has no rules. */
    private void readPermissions() {
        for (String name : resources.named("AWS::Lambda::Permission")) {
            TemplateProperties permission = resources.properties(name);
            String principal = permission.at("Principal").node().asText();
            if (principal.endsWith(".amazonaws.com") && !INVOKERS.contains(principal)) {
                unseen.add("invocations of "
                        + resources.functionOf(permission.at("FunctionName")).orElse(name) + " by " + principal
                        + ": the doctor has no rules for them");
            }
        }
    }

    private void readEvent(String function, String place, TemplateProperties event) {
        String type = event.at("Type").node().asText();
        TemplateProperties properties = event.at("Properties");
        SourceMapping.Kind kind = KINDS.get(type);
        if (kind != null) {
            mappings.add(mapping(place, function, kind, properties));
            return;
        }
        switch (type) {
            case "SNS" -> add(place, function, EventRoute.Kind.TOPIC, properties.at("RedrivePolicy"), topic());
            case "EventBridgeRule", "CloudWatchEvent", "Schedule" ->
                add(place, function, EventRoute.Kind.RULE, properties.at("DeadLetterConfig"), age(properties));
            case "ScheduleV2" ->
                add(place, function, EventRoute.Kind.SCHEDULE, properties.at("DeadLetterConfig"), age(properties));
            case "S3" -> add(place, function, EventRoute.Kind.BUCKET, properties.at("-"), Setting.of(Duration.ZERO));
            case "Api", "HttpApi" -> addApi(place, function);
            case "Cognito", "AlexaSkill" -> {} // they wait for the answer, and do not deliver again
            default -> unseen.add("event " + place + " of type " + type + ": the doctor has no rules for it");
        }
    }

    // ---- mappings ----

    private SourceMapping.Kind kind(TemplateProperties mapping) {
        TemplateProperties source = mapping.at("EventSourceArn");
        String arn = source.node().asText();
        if (source.reference(resources.queues()).isPresent() || arn.contains(":sqs:")) {
            return SourceMapping.Kind.QUEUE;
        }
        if (source.reference(resources.named("AWS::Kinesis::Stream")).isPresent() || arn.contains(":kinesis:")) {
            return SourceMapping.Kind.KINESIS;
        }
        if (source.reference(resources.tables()).isPresent() || arn.contains(":dynamodb:")) {
            return SourceMapping.Kind.TABLE_STREAM;
        }
        return mapping.at("Topics").isGiven() ? SourceMapping.Kind.KAFKA : SourceMapping.Kind.OTHER;
    }

    private SourceMapping mapping(
            String place, String function, SourceMapping.Kind kind, TemplateProperties properties) {
        Optional<String> source = Optional.empty();
        for (String name : List.of("EventSourceArn", "Queue", "Stream")) {
            source = source.or(() -> properties.at(name).reference(localSources()));
        }
        TemplateProperties destination = properties.at("DestinationConfig", "OnFailure");
        noteDeadLetters(destination);
        return new SourceMapping(
                place,
                function,
                kind,
                source.orElse(""),
                properties.at("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                properties.at("MaximumBatchingWindowInSeconds").number(0),
                properties.at("BisectBatchOnFunctionError").truth(false),
                properties.at("MaximumRetryAttempts").number(-1),
                destination.presence(),
                properties.at("ProvisionedPollerConfig").presence(),
                horizon(kind, source, properties.at("MaximumRecordAgeInSeconds").number(-1)));
    }

    private Set<String> localSources() {
        return resources.named(Set.of(
                "AWS::SQS::Queue",
                "AWS::Kinesis::Stream",
                "AWS::DynamoDB::Table",
                "AWS::DynamoDB::GlobalTable",
                "AWS::Serverless::SimpleTable"));
    }

    private Setting<Duration> horizon(SourceMapping.Kind kind, Optional<String> source, Setting<Long> oldest) {
        Setting<Duration> retention = switch (kind) {
            case TABLE_STREAM -> Setting.of(STREAM_RETENTION);
            case KAFKA -> Setting.of(KafkaSource.retryHorizon().longest());
            case KINESIS ->
                source.map(stream -> resources
                                .properties(stream)
                                .at("RetentionPeriodHours")
                                .number(STREAM_RETENTION.toHours())
                                .map(Duration::ofHours))
                        .orElseGet(() -> Setting.unclear("its stream is not in the template"));
            case QUEUE, OTHER -> Setting.unclear("its source says it");
        };
        return Horizons.atMost(retention, oldest);
    }

    // ---- routes ----

    private static Setting<Duration> topic() {
        return Setting.of(SnsSource.topicRetries().longest());
    }

    private static Setting<Duration> age(TemplateProperties target) {
        return target.at("RetryPolicy", "MaximumEventAgeInSeconds")
                .number(HANDOVER_AGE)
                .map(Duration::ofSeconds);
    }

    private void add(
            String place,
            String function,
            EventRoute.Kind kind,
            TemplateProperties deadLetter,
            Setting<Duration> horizon) {
        noteDeadLetters(deadLetter);
        routes.add(new EventRoute(place, function, kind, deadLetter.presence(), horizon));
    }

    private void addApi(String place, String function) {
        routes.add(new EventRoute(
                place,
                function,
                EventRoute.Kind.HTTP,
                Setting.of(true),
                Setting.of(HttpSource.retryHorizon().longest())));
    }

    private void noteDeadLetters(TemplateProperties value) {
        value.reference(resources.queues()).ifPresent(deadLetters::add);
    }

    private void readTopics() {
        for (String name : resources.named("AWS::SNS::Subscription")) {
            TemplateProperties subscription = resources.properties(name);
            resources
                    .functionOf(subscription.at("Endpoint"))
                    .ifPresent(function ->
                            add(name, function, EventRoute.Kind.TOPIC, subscription.at("RedrivePolicy"), topic()));
        }
    }

    private void readRules() {
        for (String name : resources.named("AWS::Events::Rule")) {
            for (TemplateProperties target :
                    resources.properties(name).at("Targets").elements()) {
                resources
                        .functionOf(target.at("Arn"))
                        .ifPresent(function ->
                                add(name, function, EventRoute.Kind.RULE, target.at("DeadLetterConfig"), age(target)));
            }
        }
    }

    private void readSchedules() {
        for (String name : resources.named("AWS::Scheduler::Schedule")) {
            TemplateProperties target = resources.properties(name).at("Target");
            resources
                    .functionOf(target.at("Arn"))
                    .ifPresent(function ->
                            add(name, function, EventRoute.Kind.SCHEDULE, target.at("DeadLetterConfig"), age(target)));
        }
    }

    /** CDK has a custom resource, whose configurations are named as in the API. */
    private void readBuckets() {
        for (String name : resources.named(Set.of("AWS::S3::Bucket", "Custom::S3BucketNotifications"))) {
            TemplateProperties notification = resources.properties(name).at("NotificationConfiguration");
            List<TemplateProperties> all =
                    new ArrayList<>(notification.at("LambdaConfigurations").elements());
            all.addAll(notification.at("LambdaFunctionConfigurations").elements());
            for (TemplateProperties one : all) {
                resources
                        .functionOf(one)
                        .ifPresent(function ->
                                add(name, function, EventRoute.Kind.BUCKET, one.at("-"), Setting.of(Duration.ZERO)));
            }
        }
    }

    private void readApis(String type, String property) {
        for (String name : resources.named(type)) {
            JsonNode uri = resources.properties(name).at(property).node();
            resources.functions().stream()
                    .filter(TemplateValues.references(uri)::contains)
                    .forEach(function -> addApi(name, function));
        }
    }
}

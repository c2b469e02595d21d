// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Reads a deployment from the services themselves. Sends requests that read only. Not thread-safe. */
final class LiveReader {

    private final LiveClients clients;
    private final DoctorOptions options;
    private final Set<String> deadLetters = new HashSet<>();
    private final Map<String, MessageQueue> queues = new LinkedHashMap<>();
    private final List<EventRoute> routes = new ArrayList<>();
    private final List<SourceMapping> mappings = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    LiveReader(LiveClients clients, DoctorOptions options) {
        this.clients = clients;
        this.options = options;
    }

    /**
     * Reads what some functions and tables need.
     *
     * @throws SdkException if a function or table is not there, or may not be read
     */
    DeploymentModel read(List<String> functionNames) {
        List<RecordTable> tables = options.tables().stream().map(this::table).toList();
        List<GuardedFunction> functions =
                functionNames.stream().map(this::function).toList();
        return new DeploymentModel(
                tables,
                false,
                functions,
                mappings,
                List.copyOf(queues.values()),
                routes,
                deadLetters,
                Setting.unclear("CloudWatch is not asked; check a template"),
                unseen);
    }

    // ---- tables ----

    private RecordTable table(String name) {
        TableDescription table = clients.dynamoDb()
                .describeTable(request -> request.tableName(name))
                .table();
        TimeToLiveDescription ttl = clients.dynamoDb()
                .describeTimeToLive(request -> request.tableName(name))
                .timeToLiveDescription();
        boolean ttlOn = ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
        String key = table.keySchema().stream()
                .filter(part -> part.keyType() == KeyType.HASH)
                .map(KeySchemaElement::attributeName)
                .findFirst()
                .orElse("");
        String type = table.attributeDefinitions().stream()
                .filter(attribute -> attribute.attributeName().equals(key))
                .map(attribute -> attribute.attributeTypeAsString())
                .findFirst()
                .orElse("");
        boolean onDemand = table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
        return new RecordTable(
                name,
                Setting.of(key),
                Setting.of(type),
                Setting.of(ttlOn ? ttl.attributeName() : ""),
                recovery(name),
                Setting.of(Boolean.TRUE.equals(table.deletionProtectionEnabled())),
                Setting.unclear("only a template says what happens to the table with its stack"),
                onDemand ? Setting.of(true) : Setting.unclear("Application Auto Scaling is not asked"),
                Setting.of(table.hasReplicas()
                        && !table.replicas().isEmpty()
                        && !"STRONG".equals(table.multiRegionConsistencyAsString())));
    }

    private Setting<Boolean> recovery(String name) {
        try {
            return Setting.of(clients.dynamoDb()
                            .describeContinuousBackups(request -> request.tableName(name))
                            .continuousBackupsDescription()
                            .pointInTimeRecoveryDescription()
                            .pointInTimeRecoveryStatus()
                    == PointInTimeRecoveryStatus.ENABLED);
        } catch (SdkException e) {
            return refused("DescribeContinuousBackups", e);
        }
    }

    private static <T> Setting<T> refused(String operation, SdkException e) {
        String text = String.valueOf(e.getMessage());
        return Setting.unclear(
                operation + " was refused: " + text.lines().findFirst().orElse(""));
    }

    // ---- functions ----

    private GuardedFunction function(String name) {
        GetFunctionConfigurationResponse function =
                clients.lambda().getFunctionConfiguration(request -> request.functionName(name));
        String place = function.functionName();
        clients
                .lambda()
                .listEventSourceMappingsPaginator(request -> request.functionName(name))
                .eventSourceMappings()
                .stream()
                .map(mapping -> new LiveMapping(mapping, place))
                .forEach(mapping -> {
                    mappings.add(mapping.read());
                    mapping.queue().ifPresent(this::readQueue);
                    mapping.destination().ifPresent(this::noteDeadLetters);
                });
        LiveRoutes found = new LiveRoutes(clients, function.functionArn(), place);
        routes.addAll(found.read());
        unseen.addAll(found.unseen());
        found.deadLetters().forEach(this::noteDeadLetters);
        Optional<GetFunctionEventInvokeConfigResponse> retries = retries(name);
        Setting<Boolean> destination = destination(function, retries);
        return new GuardedFunction(
                place,
                true,
                false,
                Setting.of(function.timeout().longValue()),
                Setting.unclear("it is in the code; say --dedupe-window"),
                Setting.of(retries.map(GetFunctionEventInvokeConfigResponse::maximumRetryAttempts)
                        .orElse(2)
                        .longValue()),
                Setting.of(retries.map(GetFunctionEventInvokeConfigResponse::maximumEventAgeInSeconds)
                        .orElse(21_600)
                        .longValue()),
                destination,
                Setting.unclear("IAM is not asked; check a template"));
    }

    private Optional<GetFunctionEventInvokeConfigResponse> retries(String name) {
        try {
            return Optional.of(clients.lambda().getFunctionEventInvokeConfig(request -> request.functionName(name)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private Setting<Boolean> destination(
            GetFunctionConfigurationResponse function, Optional<GetFunctionEventInvokeConfigResponse> retries) {
        Optional<String> arn = retries.map(GetFunctionEventInvokeConfigResponse::destinationConfig)
                .map(config -> config.onFailure())
                .map(failure -> failure.destination());
        if (arn.isEmpty() && function.deadLetterConfig() != null) {
            arn = Optional.ofNullable(function.deadLetterConfig().targetArn());
        }
        arn.ifPresent(this::noteDeadLetters);
        return Setting.of(arn.filter(text -> !text.isEmpty()).isPresent());
    }

    // ---- queues ----

    private void noteDeadLetters(String arn) {
        if (arn.contains(":sqs:")) {
            deadLetters.add(arn);
            readQueue(arn);
        }
    }

    private void readQueue(String arn) {
        if (queues.containsKey(arn)) {
            return;
        }
        try {
            String queue = arn.substring(arn.lastIndexOf(':') + 1);
            String url = clients.sqs()
                    .getQueueUrl(request -> request.queueName(queue))
                    .queueUrl();
            Map<QueueAttributeName, String> attributes = clients.sqs()
                    .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                    .attributes();
            LiveQueue read = new LiveQueue(arn, attributes);
            queues.put(arn, read.read());
            read.deadLetters().ifPresent(this::noteDeadLetters);
        } catch (SdkException e) {
            unseen.add("queue " + arn + ": " + refused("GetQueueAttributes", e));
        }
    }
}

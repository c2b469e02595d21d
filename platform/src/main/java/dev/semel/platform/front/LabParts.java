// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import dev.semel.platform.clock.LabClock;
import dev.semel.platform.dynamodb.DynamoDbLocal;
import dev.semel.platform.engine.S3Engine;
import dev.semel.platform.engine.SqsEngine;
import dev.semel.platform.functions.AsyncQueue;
import dev.semel.platform.functions.FunctionApi;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.functions.Functions;
import dev.semel.platform.functions.Surroundings;
import dev.semel.platform.gateway.ApiGateway;
import dev.semel.platform.gateway.FunctionUrls;
import dev.semel.platform.gateway.GatewayDoor;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.QueryOperations;
import dev.semel.platform.http.TargetOperations;
import dev.semel.platform.http.Upstream;
import dev.semel.platform.logs.LogStore;
import dev.semel.platform.logs.LogsApi;
import dev.semel.platform.logs.MetricStore;
import dev.semel.platform.runtime.ProcessKeeper;
import dev.semel.platform.sources.BucketNotifications;
import dev.semel.platform.sources.Buckets;
import dev.semel.platform.sources.EventBuses;
import dev.semel.platform.sources.Mappings;
import dev.semel.platform.sources.QueueJournal;
import dev.semel.platform.sources.Queues;
import dev.semel.platform.sources.Schedules;
import dev.semel.platform.sources.Streams;
import dev.semel.platform.sources.Targets;
import dev.semel.platform.sources.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of a platform, started and connected. */
final class LabParts implements AutoCloseable {

    private final Closing closing = new Closing();
    private final Map<String, Api> services = new LinkedHashMap<>();
    private final Map<String, List<String>> operations = new TreeMap<>();
    private final LabClock clock;
    private final MetricStore metrics = new MetricStore();
    private final LogStore logs;
    private final Functions functions;
    private final AsyncQueue queue;
    private final FunctionInvoker invoker;
    private final Targets targets = new Targets();
    private final ApiGateway gateway;

    private LabParts(LabBuilder settings, URI endpoint, String accessKey, String secretKey) throws IOException {
        clock = closing.add(settings.startClock());
        logs = new LogStore(clock, metrics);
        Path folder = Files.createTempDirectory("semel-lab");
        closing.add(new TemporaryFolder(folder));
        ProcessKeeper keeper = closing.add(ProcessKeeper.start());
        Surroundings surroundings =
                new Surroundings(folder, endpoint, accessKey, secretKey, settings.python(), clock, logs, keeper);
        functions = closing.add(new Functions(surroundings));
        invoker = new FunctionInvoker(functions);
        gateway = new ApiGateway(endpoint, clock);
        queue = closing.add(new AsyncQueue(functions, targets, settings.problems()));
        targets.add("lambda", (arn, body, attributes) -> queue.submit(arn, body.getBytes(StandardCharsets.UTF_8)));
    }

    static LabParts start(LabBuilder settings, URI endpoint, String accessKey, String secretKey)
            throws IOException, InterruptedException {
        LabParts parts = new LabParts(settings, endpoint, accessKey, secretKey);
        try {
            parts.connect(settings, endpoint);
            return parts;
        } catch (IOException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void connect(LabBuilder settings, URI endpoint) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        closing.add(client::shutdownNow);
        DynamoDbLocal dynamoDb = closing.add(DynamoDbLocal.startShared(settings.state("tables")));
        if (!dynamoDb.isLoopbackOnly()) {
            throw new IOException("this version of DynamoDB Local listens on every interface: the platform does not"
                    + " start, because other machines could reach its tables");
        }
        S3Engine s3 = closing.add(S3Engine.start(settings.jars(), settings.state("objects")));
        SqsEngine sqs = closing.add(SqsEngine.start(settings.jars(), endpoint, Arn.REGION, Arn.ACCOUNT));
        Api toSqs = sqs(new Upstream(client, sqs.endpoint()), settings);
        Queues queues = new Queues(toSqs);
        targets.add("sqs", queues);
        BucketNotifications notifications = new BucketNotifications(
                functions, targets, clock, settings.state("notifications"), settings.problems());
        Buckets buckets = new Buckets(new Upstream(client, s3.endpoint()), notifications);
        Api tables = new Upstream(client, dynamoDb.endpoint());
        services.put("dynamodb", tables);
        services.put("s3", buckets);
        services.put("sqs", toSqs);
        Topics topics = new Topics(clock, queues, targets, settings.problems());
        targets.add("sns", topics);
        QueryOperations sns = topics.operations();
        services.put("sns", sns);
        operations.put("SNS", sns.names());
        EventBuses buses = closing.add(new EventBuses(clock, targets, settings.problems()));
        targets.add("events", buses);
        TargetOperations events = buses.operations();
        services.put("events", events);
        operations.put("EventBridge", events.names());
        Schedules schedules = closing.add(new Schedules(clock, targets, settings.problems()));
        services.put("scheduler", schedules);
        operations.put("EventBridge Scheduler", schedules.names());
        FunctionApi lambda = new FunctionApi(functions, queue, buckets);
        Mappings mappings = new Mappings(queues, new Streams(tables), invoker, targets, clock, settings.problems());
        closing.add(mappings).addTo(lambda.operations());
        services.put("lambda", lambda);
        operations.put("Lambda", lambda.operations().names());
        services.put("apigateway", gateway);
        operations.put("API Gateway (HTTP APIs)", gateway.httpNames());
        operations.put("API Gateway (REST APIs)", gateway.restNames());
        services.put("sts", Identities.sts());
        operations.put("STS", Identities.sts().names());
        services.put("iam", Identities.iam());
        operations.put("IAM", Identities.iam().names());
        TargetOperations logsApi = LogsApi.of(logs);
        services.put("logs", logsApi);
        operations.put("CloudWatch Logs", logsApi.names());
    }

    private static Api sqs(Api engine, LabBuilder settings) throws IOException, InterruptedException {
        Optional<Path> folder = settings.state("queues");
        return folder.isEmpty() ? engine : QueueJournal.open(engine, folder.get());
    }

    Map<String, Api> services() {
        return Map.copyOf(services);
    }

    /** {@return the operations that the platform itself serves, by service} */
    Map<String, List<String>> operations() {
        return new TreeMap<>(operations);
    }

    /** {@return the platform's own operations, for the command line} */
    Api own() {
        return new OwnApi(clock, logs, metrics, queue, invoker);
    }

    Api functionUrls() {
        return new FunctionUrls(invoker, clock);
    }

    /** {@return the APIs' clients} */
    Api apis(Gate gate) {
        return closing.add(new GatewayDoor(gateway, invoker, clock, gate::isSigned));
    }

    FunctionInvoker invoker() {
        return invoker;
    }

    LabClock clock() {
        return clock;
    }

    LogStore logs() {
        return logs;
    }

    MetricStore metrics() {
        return metrics;
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.RestOperations;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Event source mappings of Lambda. Served: queues and streams of tables. Thread-safe. Closing stops the reading. */
public final class Mappings implements AutoCloseable {

    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, Mapping> mappings = new LinkedHashMap<>();
    private final Map<String, List<Poller>> pollers = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, StreamPoller.Checkpoints> checkpoints = new LinkedHashMap<>();
    private final Queues queues;
    private final Streams streams;
    private final FunctionInvoker invoker;
    private final QueuedDelivery targets;
    private final InstantSource clock;
    private final Consumer<String> problems;

    /**
     * Makes a platform without mappings.
     *
     * @param queues the client of SQS
     * @param streams the client of DynamoDB Streams
     * @param invoker the functions
     * @param targets the ways to destinations
     * @param clock the clock on which records age
     * @param problems takes a line for the user when a mapping cannot read or invoke
     */
    public Mappings(
            Queues queues,
            Streams streams,
            FunctionInvoker invoker,
            QueuedDelivery targets,
            InstantSource clock,
            Consumer<String> problems) {
        this.queues = queues;
        this.streams = streams;
        this.invoker = invoker;
        this.targets = targets;
        this.clock = clock;
        this.problems = problems;
    }

    /**
     * Adds the operations.
     *
     * @param operations the table of Lambda's operations
     */
    public void addTo(RestOperations operations) {
        String one = " event-source-mappings/{}";
        operations
                .add("CreateEventSourceMapping", "POST event-source-mappings", (request, names) -> create(request))
                .add("ListEventSourceMappings", "GET event-source-mappings", (request, names) -> list(request))
                .add("GetEventSourceMapping", "GET" + one, (request, names) -> get(names))
                .add("UpdateEventSourceMapping", "PUT" + one, this::update)
                .add("DeleteEventSourceMapping", "DELETE" + one, (request, names) -> delete(names));
    }

    private ApiAnswer create(ApiRequest request) throws IOException, InterruptedException {
        JsonNode document = JsonTree.parse(request.bytes(MAX_BYTES));
        Mapping mapping = read(UUID.randomUUID().toString(), document);
        check(mapping);
        synchronized (this) {
            boolean isThere = mappings.values().stream()
                    .anyMatch(other -> other.sourceArn().equals(mapping.sourceArn())
                            && other.function().equals(mapping.function()));
            if (isThere) {
                throw new ServiceException(
                        409, "ResourceConflictException", "An event source mapping with these targets already exists");
            }
            start(mapping);
        }
        return ApiAnswer.json(202, mapping.toJson());
    }

    private static Mapping read(String id, JsonNode document) {
        String service = Arn.parse(document.path("EventSourceArn").asText())
                .map(Arn::service)
                .orElse("");
        return switch (service) {
            case "sqs" -> QueueMapping.create(id, document);
            case "dynamodb" -> StreamMapping.create(id, document);
            default ->
                throw ServiceException.notServed(
                        "Lambda", "CreateEventSourceMapping for sources other than SQS queues and DynamoDB streams");
        };
    }

    private void check(Mapping mapping) throws IOException, InterruptedException {
        switch (mapping) {
            case QueueMapping queue -> check(queue);
            case StreamMapping stream -> {
                invoker.timeoutSeconds(stream.function());
                streams.shards(stream.sourceArn());
            }
        }
    }

    /** Lambda refuses a queue whose messages become visible again while the function may still run. */
    private void check(QueueMapping mapping) throws IOException, InterruptedException {
        int timeout = invoker.timeoutSeconds(mapping.function());
        ObjectNode request = JsonTree.object().put("QueueUrl", queues.url(mapping.sourceArn()));
        request.putArray("AttributeNames").add("VisibilityTimeout");
        int visibility = queues.call("GetQueueAttributes", request)
                .path("Attributes")
                .path("VisibilityTimeout")
                .asInt();
        if (visibility < timeout) {
            throw QueueMapping.invalid("Queue visibility timeout: " + visibility
                    + " seconds is less than Function timeout: " + timeout + " seconds");
        }
    }

    private synchronized void start(Mapping mapping) {
        mappings.put(mapping.id(), mapping);
        List<Poller> started = mapping.isEnabled() ? pollers(mapping) : List.of();
        started.forEach(threads::execute);
        pollers.put(mapping.id(), started);
    }

    private List<Poller> pollers(Mapping mapping) {
        List<Poller> made = new ArrayList<>();
        switch (mapping) {
            case QueueMapping queue -> {
                for (int i = 0; i < queue.maxConcurrency(); i++) {
                    made.add(new QueuePoller(queue, queues, invoker, problems));
                }
            }
            case StreamMapping stream -> {
                var kept = checkpoints.computeIfAbsent(stream.id(), id -> new StreamPoller.Checkpoints());
                StreamBatches batches = new StreamBatches(stream, invoker, targets, clock, problems);
                made.add(new StreamPoller(stream, streams, batches, kept, problems));
            }
        }
        return made;
    }

    private synchronized ApiAnswer list(ApiRequest request) {
        String function = request.query().getOrDefault("FunctionName", "");
        String source = request.query().getOrDefault("EventSourceArn", "");
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("EventSourceMappings");
        mappings.values().stream()
                .filter(mapping -> mapping.isOf(function) && (source.isEmpty() || source.equals(mapping.sourceArn())))
                .forEach(mapping -> list.add(mapping.toJson()));
        return ApiAnswer.json(200, document);
    }

    private ApiAnswer get(List<String> names) {
        return ApiAnswer.json(200, mapping(names).toJson());
    }

    private synchronized ApiAnswer update(ApiRequest request, List<String> names) throws IOException {
        Mapping changed = mapping(names).withChanges(JsonTree.parse(request.bytes(MAX_BYTES)));
        stop(changed.id());
        start(changed);
        return ApiAnswer.json(202, changed.toJson());
    }

    private synchronized ApiAnswer delete(List<String> names) {
        Mapping mapping = mapping(names);
        stop(mapping.id());
        mappings.remove(mapping.id());
        checkpoints.remove(mapping.id());
        return ApiAnswer.json(202, mapping.toJson().put("State", "Deleting"));
    }

    private synchronized void stop(String id) {
        pollers.getOrDefault(id, List.of()).forEach(Poller::stop);
        pollers.remove(id);
    }

    private synchronized Mapping mapping(List<String> names) {
        Mapping mapping = mappings.get(names.getFirst());
        if (mapping == null) {
            throw new ServiceException(404, "ResourceNotFoundException", "The resource you requested does not exist.");
        }
        return mapping;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

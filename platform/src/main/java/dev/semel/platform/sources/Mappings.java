// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.RestOperations;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Event source mappings of Lambda. Served: queues. Thread-safe. Closing stops the reading. */
public final class Mappings implements AutoCloseable {

    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, QueueMapping> mappings = new LinkedHashMap<>();
    private final Map<String, List<QueuePoller>> pollers = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queues queues;
    private final FunctionInvoker invoker;
    private final Consumer<String> problems;

    /**
     * Makes a platform without mappings.
     *
     * @param queues the client of SQS
     * @param invoker the functions
     * @param problems takes a line for the user when a mapping cannot read or invoke
     */
    public Mappings(Queues queues, FunctionInvoker invoker, Consumer<String> problems) {
        this.queues = queues;
        this.invoker = invoker;
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
        String source = document.path("EventSourceArn").asText();
        if (!Arn.parse(source).map(Arn::service).orElse("").equals("sqs")) {
            throw ServiceException.notServed("Lambda", "CreateEventSourceMapping for sources other than SQS queues");
        }
        QueueMapping mapping = QueueMapping.create(UUID.randomUUID().toString(), document);
        check(mapping);
        synchronized (this) {
            boolean isThere = mappings.values().stream()
                    .anyMatch(other -> other.queueArn().equals(mapping.queueArn())
                            && other.function().equals(mapping.function()));
            if (isThere) {
                throw new ServiceException(
                        409, "ResourceConflictException", "An event source mapping with these targets already exists");
            }
            start(mapping);
        }
        return ApiAnswer.json(202, mapping.toJson());
    }

    /** Lambda refuses a queue whose messages become visible again while the function may still run. */
    private void check(QueueMapping mapping) throws IOException, InterruptedException {
        int timeout = invoker.timeoutSeconds(mapping.function());
        ObjectNode request = JsonTree.object().put("QueueUrl", queues.url(mapping.queueArn()));
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

    private synchronized void start(QueueMapping mapping) {
        mappings.put(mapping.id(), mapping);
        List<QueuePoller> started = new ArrayList<>();
        for (int i = 0; i < mapping.maxConcurrency() && mapping.isEnabled(); i++) {
            QueuePoller poller = new QueuePoller(mapping, queues, invoker, problems);
            started.add(poller);
            threads.execute(poller);
        }
        pollers.put(mapping.id(), started);
    }

    private synchronized ApiAnswer list(ApiRequest request) {
        String function = request.query().getOrDefault("FunctionName", "");
        String source = request.query().getOrDefault("EventSourceArn", "");
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("EventSourceMappings");
        mappings.values().stream()
                .filter(mapping -> mapping.function().endsWith(function)
                        && mapping.queueArn().endsWith(source))
                .forEach(mapping -> list.add(mapping.toJson()));
        return ApiAnswer.json(200, document);
    }

    private ApiAnswer get(List<String> names) {
        return ApiAnswer.json(200, mapping(names).toJson());
    }

    private synchronized ApiAnswer update(ApiRequest request, List<String> names) throws IOException {
        QueueMapping changed = mapping(names).withChanges(JsonTree.parse(request.bytes(MAX_BYTES)));
        stop(changed.id());
        start(changed);
        return ApiAnswer.json(202, changed.toJson());
    }

    private synchronized ApiAnswer delete(List<String> names) {
        QueueMapping mapping = mapping(names);
        stop(mapping.id());
        mappings.remove(mapping.id());
        return ApiAnswer.json(202, mapping.toJson().put("State", "Deleting"));
    }

    private synchronized void stop(String id) {
        pollers.getOrDefault(id, List.of()).forEach(QueuePoller::stop);
        pollers.remove(id);
    }

    private synchronized QueueMapping mapping(List<String> names) {
        QueueMapping mapping = mappings.get(names.getFirst());
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

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Waiting;
import dev.semel.model.Blob;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a queue for a mapping: receives batches, invokes the function, deletes what succeeded. What failed becomes
 * visible again when its visibility timeout has passed, on the machine's clock. One thread runs it.
 */
final class QueuePoller implements Poller {

    private static final int MAX_RECEIVE = 10;
    private static final int WAIT_SECONDS = 2;
    private static final int MAX_EMPTY_WINDOW = 1_000;
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private final QueueMapping mapping;
    private final Queues queues;
    private final FunctionInvoker invoker;
    private final Consumer<String> problems;
    private volatile boolean stopped;

    QueuePoller(QueueMapping mapping, Queues queues, FunctionInvoker invoker, Consumer<String> problems) {
        this.mapping = mapping;
        this.queues = queues;
        this.invoker = invoker;
        this.problems = problems;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            try {
                poll();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                problems.accept("the mapping of " + mapping.sourceArn() + " goes on after: " + e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Waiting.sleeping().await(PAUSE_AFTER_ERROR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() throws IOException, InterruptedException {
        String url = queues.url(mapping.sourceArn());
        List<JsonNode> batch = receive(url, Math.min(mapping.batchSize(), MAX_RECEIVE), WAIT_SECONDS);
        if (batch.isEmpty()) {
            return;
        }
        int windows = mapping.windowSeconds();
        for (int i = 0; i < MAX_EMPTY_WINDOW && windows > 0 && batch.size() < mapping.batchSize(); i++) {
            List<JsonNode> more = receive(url, Math.min(mapping.batchSize() - batch.size(), MAX_RECEIVE), 1);
            batch.addAll(more);
            windows -= more.isEmpty() ? 1 : 0;
        }
        if (!stopped) {
            deliver(url, batch);
        }
    }

    private List<JsonNode> receive(String url, int max, int waitSeconds) throws IOException, InterruptedException {
        ObjectNode request = JsonTree.object()
                .put("QueueUrl", url)
                .put("MaxNumberOfMessages", max)
                .put("WaitTimeSeconds", waitSeconds);
        request.putArray("AttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        List<JsonNode> messages = new ArrayList<>();
        queues.call("ReceiveMessage", request).path("Messages").forEach(messages::add);
        return messages;
    }

    private void deliver(String url, List<JsonNode> batch) throws IOException, InterruptedException {
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        batch.forEach(message -> sent.put(message.path("MessageId").asText(), message));
        Optional<Blob> response;
        try {
            response = invoker.invoke(mapping.function(), event(batch).getBytes(StandardCharsets.UTF_8));
        } catch (ServiceException e) {
            if (e.status() != 429) {
                throw e;
            }
            response = Optional.empty(); // throttled: the messages come again after their visibility timeout
        }
        if (response.isEmpty()) {
            return;
        }
        Set<String> failed = mapping.isReporting()
                ? ReportedItems.failed(response.get().toByteArray(), new HashSet<>(sent.keySet()))
                : Set.of();
        for (Map.Entry<String, JsonNode> message : sent.entrySet()) {
            if (!failed.contains(message.getKey())) {
                queues.call(
                        "DeleteMessage",
                        JsonTree.object()
                                .put("QueueUrl", url)
                                .put(
                                        "ReceiptHandle",
                                        message.getValue().path("ReceiptHandle").asText()));
            }
        }
    }

    private String event(List<JsonNode> batch) {
        ObjectNode document = JsonTree.object();
        ArrayNode records = document.putArray("Records");
        for (JsonNode message : batch) {
            ObjectNode record = records.addObject();
            record.set("messageId", message.path("MessageId"));
            record.set("receiptHandle", message.path("ReceiptHandle"));
            record.set("body", message.path("Body"));
            record.set("attributes", message.path("Attributes"));
            ObjectNode attributes = record.putObject("messageAttributes");
            message.path("MessageAttributes").properties().forEach(attribute -> {
                ObjectNode lower = attributes.putObject(attribute.getKey());
                attribute.getValue().properties().forEach(part -> lower.set(lower(part.getKey()), part.getValue()));
                lower.putArray("stringListValues");
                lower.putArray("binaryListValues");
            });
            record.set("md5OfBody", message.path("MD5OfBody"));
            record.put("eventSource", "aws:sqs").put("eventSourceARN", mapping.sourceArn());
            record.put("awsRegion", Arn.REGION);
        }
        return document.toString();
    }

    private static String lower(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}

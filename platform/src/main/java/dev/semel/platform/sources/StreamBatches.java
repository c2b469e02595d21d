// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Waiting;
import dev.semel.model.Blob;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Delivers batches of a stream by Lambda's rules ("Using AWS Lambda with Amazon DynamoDB"): a failed batch is tried
 * again from its lowest failed record, or in halves, until it succeeds, its tries are used up or its records are too
 * old. What is given up goes to the destination, as metadata only. Ages run on the platform's clock, waits on the
 * machine's.
 */
final class StreamBatches {

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 6;

    private final StreamMapping mapping;
    private final FunctionInvoker invoker;
    private final QueuedDelivery targets;
    private final InstantSource clock;
    private final Consumer<String> problems;

    StreamBatches(
            StreamMapping mapping,
            FunctionInvoker invoker,
            QueuedDelivery targets,
            InstantSource clock,
            Consumer<String> problems) {
        this.mapping = mapping;
        this.invoker = invoker;
        this.targets = targets;
        this.clock = clock;
        this.problems = problems;
    }

    /**
     * Delivers records until all are done with, or the mapping is stopped.
     *
     * @param checkpoint takes the sequence number of the last record that is done with
     */
    void deliver(String shard, List<JsonNode> records, BooleanSupplier isStopped, Consumer<String> checkpoint)
            throws IOException, InterruptedException {
        List<JsonNode> left = records;
        String requestId = UUID.randomUUID().toString();
        for (int tries = 0; !left.isEmpty() && !isStopped.getAsBoolean(); ) {
            int old = tooOld(left);
            if (old > 0) {
                giveUp(shard, left.subList(0, old), "RecordAgeExceeded", tries, requestId);
                left = done(left, old, checkpoint);
                continue;
            }
            Optional<Integer> failed;
            try {
                requestId = UUID.randomUUID().toString();
                failed = invoke(left, requestId);
            } catch (ServiceException e) {
                if (e.status() != 429) {
                    throw e;
                }
                Waiting.sleeping().await(FIRST_WAIT);
                continue;
            }
            int succeeded = failed.orElse(left.size());
            if (succeeded > 0) {
                left = done(left, succeeded, checkpoint);
                tries = 0;
            }
            if (left.isEmpty()) {
                return;
            }
            if (mapping.isBisecting() && left.size() > 1 && succeeded == 0) { // does not count as a try
                int half = left.size() / 2;
                deliver(shard, left.subList(0, half), isStopped, checkpoint);
                left = left.subList(half, left.size());
                continue;
            }
            tries++;
            if (mapping.maxRetries() >= 0 && tries > mapping.maxRetries()) {
                giveUp(shard, left, "RetryAttemptsExhausted", tries, requestId);
                left = done(left, left.size(), checkpoint);
            } else {
                Waiting.sleeping().await(FIRST_WAIT.multipliedBy(1L << Math.min(tries, MAX_DOUBLINGS)));
            }
        }
    }

    private static List<JsonNode> done(List<JsonNode> records, int count, Consumer<String> checkpoint) {
        checkpoint.accept(Streams.sequences(records).get(count - 1));
        return records.subList(count, records.size());
    }

    /** {@return the index of the first failed record; empty if there is none} */
    private Optional<Integer> invoke(List<JsonNode> records, String requestId)
            throws IOException, InterruptedException {
        ObjectNode event = JsonTree.object();
        ArrayNode all = event.putArray("Records");
        for (JsonNode record : records) {
            ObjectNode copy = record.deepCopy();
            all.add(copy.put("awsRegion", Arn.REGION).put("eventSourceARN", mapping.sourceArn()));
        }
        Optional<Blob> response =
                invoker.invoke(mapping.function(), requestId, event.toString().getBytes(StandardCharsets.UTF_8));
        if (response.isEmpty()) {
            return Optional.of(0);
        }
        if (!mapping.isReporting()) {
            return Optional.empty();
        }
        List<String> numbers = Streams.sequences(records);
        Set<String> failed = ReportedItems.failed(response.get().toByteArray(), new LinkedHashSet<>(numbers));
        return numbers.stream().filter(failed::contains).findFirst().map(numbers::indexOf);
    }

    private int tooOld(List<JsonNode> records) {
        int old = 0;
        while (mapping.maxAgeSeconds() >= 0
                && old < records.size()
                && written(records.get(old))
                        .plusSeconds(mapping.maxAgeSeconds())
                        .isBefore(clock.instant())) {
            old++;
        }
        return old;
    }

    private static Instant written(JsonNode record) {
        return Instant.ofEpochSecond(
                record.path("dynamodb").path("ApproximateCreationDateTime").asLong());
    }

    private void giveUp(String shard, List<JsonNode> records, String condition, int tries, String requestId)
            throws InterruptedException {
        String what = records.size() + " records of " + mapping.sourceArn() + " were given up (" + condition + ")";
        if (mapping.onFailure().isEmpty()) {
            problems.accept(what);
            return;
        }
        ObjectNode document = JsonTree.object();
        document.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", Arn.ofFunction(mapping.function().replaceFirst(".*function:", "")))
                .put("condition", condition)
                .put("approximateInvokeCount", tries);
        document.put("version", "1.0")
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        List<String> numbers = Streams.sequences(records);
        document.putObject("DDBStreamBatchInfo")
                .put("shardId", shard)
                .put("startSequenceNumber", numbers.getFirst())
                .put("endSequenceNumber", numbers.getLast())
                .put(
                        "approximateArrivalOfFirstRecord",
                        written(records.getFirst()).toString())
                .put(
                        "approximateArrivalOfLastRecord",
                        written(records.getLast()).toString())
                .put("batchSize", records.size())
                .put("streamArn", mapping.sourceArn());
        try {
            targets.send(mapping.onFailure(), document.toString(), Map.of());
        } catch (ServiceException | IOException e) {
            problems.accept(what + ", and did not reach " + mapping.onFailure() + ": " + e.getMessage());
        }
    }
}

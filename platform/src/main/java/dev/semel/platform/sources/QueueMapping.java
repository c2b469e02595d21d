// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;

/**
 * Event source mapping of a queue.
 *
 * @param id the mapping's id
 * @param sourceArn the queue
 * @param function the function, by name or ARN
 * @param batchSize the largest number of messages of one invocation: 1 to 10,000, for FIFO queues 10
 * @param windowSeconds the time to wait for a full batch, 0 to 300 s
 * @param isReporting whether the response names the failed messages ({@code ReportBatchItemFailures})
 * @param maxConcurrency the number of invocations at one time
 * @param isEnabled whether messages are read
 */
record QueueMapping(
        String id,
        String sourceArn,
        String function,
        int batchSize,
        int windowSeconds,
        boolean isReporting,
        int maxConcurrency,
        boolean isEnabled)
        implements Mapping {

    private static final int DEFAULT_CONCURRENCY = 2;

    QueueMapping {
        int largest = sourceArn.endsWith(".fifo") ? 10 : 10_000;
        if (batchSize < 1 || batchSize > largest) {
            throw invalid("BatchSize must be 1 to " + largest);
        }
        if (windowSeconds < 0 || windowSeconds > 300) {
            throw invalid("MaximumBatchingWindowInSeconds must be 0 to 300");
        }
        if (batchSize > 10 && windowSeconds == 0) {
            throw invalid("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater"
                    + " than 10");
        }
        if (sourceArn.endsWith(".fifo") && windowSeconds > 0) {
            throw invalid("Batching window is not supported for FIFO queues");
        }
        if (maxConcurrency < 1 || maxConcurrency > 1_000) {
            throw invalid("MaximumConcurrency must be 2 to 1000");
        }
    }

    static QueueMapping create(String id, JsonNode request) {
        return new QueueMapping(
                        id,
                        request.path("EventSourceArn").asText(),
                        request.path("FunctionName").asText(),
                        10,
                        0,
                        false,
                        DEFAULT_CONCURRENCY,
                        true)
                .withChanges(request);
    }

    @Override
    public QueueMapping withChanges(JsonNode request) {
        boolean reports = isReporting;
        if (request.hasNonNull("FunctionResponseTypes")) {
            reports = request.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures");
        }
        return new QueueMapping(
                id,
                sourceArn,
                request.path("FunctionName").asText(function),
                request.path("BatchSize").asInt(batchSize),
                request.path("MaximumBatchingWindowInSeconds").asInt(windowSeconds),
                reports,
                request.path("ScalingConfig").path("MaximumConcurrency").asInt(maxConcurrency),
                request.path("Enabled").asBoolean(isEnabled));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode document = JsonTree.object().put("UUID", id).put("EventSourceArn", sourceArn);
        document.put("FunctionArn", Mapping.functionArn(function)).put("BatchSize", batchSize);
        document.put("MaximumBatchingWindowInSeconds", windowSeconds);
        document.put("State", isEnabled ? "Enabled" : "Disabled").put("StateTransitionReason", "USER_INITIATED");
        if (isReporting) {
            document.putArray("FunctionResponseTypes").add("ReportBatchItemFailures");
        }
        return document;
    }

    static ServiceException invalid(String message) {
        return new ServiceException(400, "InvalidParameterValueException", message);
    }
}

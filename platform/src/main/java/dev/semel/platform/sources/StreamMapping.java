// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.util.List;

/**
 * Event source mapping of a table's stream.
 *
 * @param id the mapping's id
 * @param sourceArn the stream
 * @param function the function, by name or ARN
 * @param start the position of the shards that are there: {@code TRIM_HORIZON} or {@code LATEST}
 * @param batchSize the largest number of records of one invocation, 1 to 10,000
 * @param isReporting whether the response names the failed records ({@code ReportBatchItemFailures})
 * @param maxRetries the number of tries after the first; -1 is no limit
 * @param maxAgeSeconds the age at which a record is given up, 60 s to 7 days; -1 is no limit
 * @param isBisecting whether a failed batch is tried again in halves
 * @param onFailure the ARN of the queue or topic for what was given up, or empty
 * @param isEnabled whether records are read
 */
record StreamMapping(
        String id,
        String sourceArn,
        String function,
        String start,
        int batchSize,
        boolean isReporting,
        int maxRetries,
        int maxAgeSeconds,
        boolean isBisecting,
        String onFailure,
        boolean isEnabled)
        implements Mapping {

    private static final int DEFAULT_BATCH = 100;
    private static final int WEEK_SECONDS = 604_800;

    StreamMapping {
        if (!List.of("TRIM_HORIZON", "LATEST").contains(start)) {
            throw QueueMapping.invalid("StartingPosition of a DynamoDB stream must be TRIM_HORIZON or LATEST");
        }
        if (batchSize < 1 || batchSize > 10_000) {
            throw QueueMapping.invalid("BatchSize must be 1 to 10000");
        }
        if (maxRetries < -1 || maxRetries > 10_000) {
            throw QueueMapping.invalid("MaximumRetryAttempts must be -1 to 10000");
        }
        if (maxAgeSeconds != -1 && (maxAgeSeconds < 60 || maxAgeSeconds > WEEK_SECONDS)) {
            throw QueueMapping.invalid("MaximumRecordAgeInSeconds must be -1, or 60 to " + WEEK_SECONDS);
        }
    }

    static StreamMapping create(String id, JsonNode request) {
        return new StreamMapping(
                        id,
                        request.path("EventSourceArn").asText(),
                        request.path("FunctionName").asText(),
                        request.path("StartingPosition").asText(),
                        DEFAULT_BATCH,
                        false,
                        -1,
                        -1,
                        false,
                        "",
                        true)
                .withChanges(request);
    }

    @Override
    public StreamMapping withChanges(JsonNode request) {
        for (String member : List.of("FilterCriteria", "TumblingWindowInSeconds")) {
            if (!request.path(member).isEmpty() || request.path(member).asInt() > 0) {
                throw ServiceException.notServed("Lambda", "stream mappings with " + member);
            }
        }
        if (request.path("ParallelizationFactor").asInt(1) != 1) {
            throw ServiceException.notServed("Lambda", "stream mappings with a ParallelizationFactor above 1");
        }
        boolean reports = request.hasNonNull("FunctionResponseTypes")
                ? request.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures")
                : isReporting;
        return new StreamMapping(
                id,
                sourceArn,
                request.path("FunctionName").asText(function),
                start,
                request.path("BatchSize").asInt(batchSize),
                reports,
                request.path("MaximumRetryAttempts").asInt(maxRetries),
                request.path("MaximumRecordAgeInSeconds").asInt(maxAgeSeconds),
                request.path("BisectBatchOnFunctionError").asBoolean(isBisecting),
                request.path("DestinationConfig")
                        .path("OnFailure")
                        .path("Destination")
                        .asText(onFailure),
                request.path("Enabled").asBoolean(isEnabled));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode document = JsonTree.object().put("UUID", id).put("EventSourceArn", sourceArn);
        document.put("FunctionArn", Mapping.functionArn(function))
                .put("BatchSize", batchSize)
                .put("StartingPosition", start);
        document.put("MaximumRetryAttempts", maxRetries).put("MaximumRecordAgeInSeconds", maxAgeSeconds);
        document.put("BisectBatchOnFunctionError", isBisecting).put("ParallelizationFactor", 1);
        document.put("State", isEnabled ? "Enabled" : "Disabled").put("StateTransitionReason", "USER_INITIATED");
        if (isReporting) {
            document.putArray("FunctionResponseTypes").add("ReportBatchItemFailures");
        }
        if (!onFailure.isEmpty()) {
            document.putObject("DestinationConfig").putObject("OnFailure").put("Destination", onFailure);
        }
        return document;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Client of DynamoDB Streams, for the platform's own reading. Thread-safe. */
public final class Streams {

    private final Api dynamoDb;

    /**
     * Makes a client.
     *
     * @param dynamoDb the engine
     */
    public Streams(Api dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Calls an operation. {@return the answer's document} */
    JsonNode call(String operation, ObjectNode document) throws IOException, InterruptedException {
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = Map.of(
                "Content-Type", List.of("application/x-amz-json-1.0"),
                "Content-Length", List.of(Integer.toString(body.length)),
                "Authorization",
                        List.of("AWS4-HMAC-SHA256 Credential=platform/20260101/us-east-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=none"),
                "X-Amz-Target", List.of("DynamoDBStreams_20120810." + operation));
        ApiAnswer answer = dynamoDb.answer(new ApiRequest("POST", "/", "", headers, new ByteArrayInputStream(body)));
        byte[] text;
        try (var in = answer.body()) {
            text = in.readAllBytes();
        }
        JsonNode found = JsonTree.parse(text);
        if (!answer.isSuccess()) {
            String type = found.path("__type").asText("InternalError");
            throw new ServiceException(
                    answer.status(),
                    type.substring(type.indexOf('#') + 1),
                    operation + " of DynamoDB Streams: " + found.path("message").asText(type));
        }
        return found;
    }

    /** {@return the shards of a stream with their parents, oldest first} */
    Map<String, Optional<String>> shards(String streamArn) throws IOException, InterruptedException {
        Map<String, Optional<String>> shards = new LinkedHashMap<>();
        String last = "";
        do {
            ObjectNode request = JsonTree.object().put("StreamArn", streamArn);
            if (!last.isEmpty()) {
                request.put("ExclusiveStartShardId", last);
            }
            JsonNode description = call("DescribeStream", request).path("StreamDescription");
            description
                    .path("Shards")
                    .forEach(shard -> shards.put(
                            shard.path("ShardId").asText(),
                            Optional.of(shard.path("ParentShardId").asText("")).filter(parent -> !parent.isEmpty())));
            last = description.path("LastEvaluatedShardId").asText("");
        } while (!last.isEmpty());
        return shards;
    }

    /**
     * Finds an iterator.
     *
     * @param position the type of position
     * @param after the sequence number before the first record; empty where the position needs none
     */
    String iterator(String streamArn, String shard, String position, String after)
            throws IOException, InterruptedException {
        ObjectNode request = JsonTree.object()
                .put("StreamArn", streamArn)
                .put("ShardId", shard)
                .put("ShardIteratorType", position);
        if (!after.isEmpty()) {
            request.put("SequenceNumber", after);
        }
        return call("GetShardIterator", request).path("ShardIterator").asText();
    }

    /** Reads records. {@return the answer, with the records and the next iterator, which a closed shard has not} */
    JsonNode records(String iterator, int limit) throws IOException, InterruptedException {
        return call(
                "GetRecords", JsonTree.object().put("ShardIterator", iterator).put("Limit", limit));
    }

    /** {@return the sequence numbers of records, in order} */
    static List<String> sequences(List<JsonNode> records) {
        List<String> numbers = new ArrayList<>();
        records.forEach(record ->
                numbers.add(record.path("dynamodb").path("SequenceNumber").asText()));
        return numbers;
    }
}

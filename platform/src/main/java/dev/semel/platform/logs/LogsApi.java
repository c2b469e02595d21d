// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.TargetOperations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CloudWatch Logs: the operations by which users read what functions wrote. */
public final class LogsApi {

    private static final int MAX_EVENTS = 10_000;

    private final LogStore store;

    private LogsApi(LogStore store) {
        this.store = store;
    }

    /**
     * Makes the table of the operations.
     *
     * @param store the logs
     * @return the operations
     */
    public static TargetOperations of(LogStore store) {
        LogsApi api = new LogsApi(store);
        return new TargetOperations("CloudWatch Logs")
                .add("CreateLogGroup", api::createGroup)
                .add("DeleteLogGroup", api::deleteGroup)
                .add("DescribeLogGroups", api::describeGroups)
                .add("DescribeLogStreams", api::describeStreams)
                .add("FilterLogEvents", api::filter)
                .add("GetLogEvents", api::get);
    }

    private JsonNode createGroup(JsonNode request) {
        if (!store.create(request.path("logGroupName").asText())) {
            throw new ServiceException(400, "ResourceAlreadyExistsException", "The specified log group already exists");
        }
        return JsonTree.object();
    }

    private JsonNode deleteGroup(JsonNode request) {
        if (!store.delete(request.path("logGroupName").asText())) {
            throw noGroup();
        }
        return JsonTree.object();
    }

    private JsonNode describeGroups(JsonNode request) {
        String prefix = request.path("logGroupNamePrefix").asText("");
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("logGroups");
        store.groups().stream()
                .filter(group -> group.startsWith(prefix))
                .sorted()
                .forEach(group -> list.addObject()
                        .put("logGroupName", group)
                        .put("arn", Arn.of("logs", "log-group:" + group + ":*")));
        return document;
    }

    private JsonNode describeStreams(JsonNode request) {
        Map<String, Long> last = new TreeMap<>();
        lines(request).forEach(line -> last.put(line.stream(), line.timestamp()));
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("logStreams");
        last.forEach(
                (stream, time) -> list.addObject().put("logStreamName", stream).put("lastEventTimestamp", time));
        return document;
    }

    /** Answers one page with the lines after the token's, of at most the limit. */
    private JsonNode filter(JsonNode request) {
        LogPattern pattern = LogPattern.parse(request.path("filterPattern").asText(""));
        String prefix = request.path("logStreamNamePrefix").asText("");
        long after = request.path("nextToken").asLong(0);
        int limit = Math.min(request.path("limit").asInt(MAX_EVENTS), MAX_EVENTS);
        List<LogLine> found = lines(request).stream()
                .filter(line -> line.id() > after && line.stream().startsWith(prefix))
                .filter(line -> isWithin(request, line.timestamp()))
                .filter(line -> pattern.matches(line.message()))
                .limit(limit + 1L)
                .toList();
        ObjectNode document = JsonTree.object();
        ArrayNode events = document.putArray("events");
        found.stream().limit(limit).forEach(line -> event(line, events.addObject()));
        document.putArray("searchedLogStreams");
        if (found.size() > limit) {
            document.put("nextToken", Long.toString(found.get(limit - 1).id()));
        }
        return document;
    }

    private JsonNode get(JsonNode request) {
        String stream = request.path("logStreamName").asText();
        ObjectNode document = JsonTree.object();
        ArrayNode events = document.putArray("events");
        lines(request).stream()
                .filter(line -> line.stream().equals(stream) && isWithin(request, line.timestamp()))
                .limit(MAX_EVENTS)
                .forEach(line -> event(line, events.addObject()));
        return document.put("nextForwardToken", "f/end").put("nextBackwardToken", "b/end");
    }

    private static boolean isWithin(JsonNode request, long timestamp) {
        return timestamp >= request.path("startTime").asLong(0)
                && timestamp < request.path("endTime").asLong(Long.MAX_VALUE);
    }

    private static void event(LogLine line, ObjectNode event) {
        event.put("logStreamName", line.stream()).put("timestamp", line.timestamp());
        event.put("message", line.message()).put("ingestionTime", line.timestamp());
        event.put("eventId", String.format("%056d", line.id()));
    }

    private List<LogLine> lines(JsonNode request) {
        String group = request.path("logGroupName")
                .asText(request.path("logGroupIdentifier").asText());
        return store.lines(group).orElseThrow(LogsApi::noGroup);
    }

    private static ServiceException noGroup() {
        return new ServiceException(400, "ResourceNotFoundException", "The specified log group does not exist.");
    }
}

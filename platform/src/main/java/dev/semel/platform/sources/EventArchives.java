// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.TargetOperations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Archives of event buses, and replays from them, in memory. A replayed event is the archived one with the member
 * {@code replay-name}, and is not archived again; the platform replays at once, in the order of arrival. Thread-safe.
 */
final class EventArchives {

    /** The number of events that an archive keeps; older ones are dropped. */
    static final int MAX_EVENTS = 10_000;

    private final Map<String, Archive> archives = new LinkedHashMap<>();
    private final Map<String, ObjectNode> replays = new LinkedHashMap<>();
    private final InstantSource clock;
    private final Bus bus;

    /** Way back to the rules of a bus. */
    interface Bus {

        /**
         * Delivers a replayed event.
         *
         * @param name the bus
         * @param event the event
         * @param rules the ARNs of the rules that get it; empty for all
         */
        void deliver(String name, ObjectNode event, List<String> rules);

        /** {@return whether there is such a bus} */
        boolean isThere(String name);
    }

    EventArchives(InstantSource clock, Bus bus) {
        this.clock = clock;
        this.bus = bus;
    }

    void addTo(TargetOperations operations) {
        operations
                .add("CreateArchive", this::create)
                .add("UpdateArchive", this::update)
                .add(
                        "DescribeArchive",
                        request -> described(archive(request.path("ArchiveName").asText())))
                .add("ListArchives", request -> list())
                .add("DeleteArchive", this::delete)
                .add("StartReplay", this::replay)
                .add("DescribeReplay", this::describeReplay)
                .add("ListReplays", request -> listReplays());
    }

    /** Keeps an event of a bus in the archives that want it. Replayed events are not offered. */
    synchronized void offer(String busName, ObjectNode event) {
        for (Archive archive : archives.values()) {
            if (archive.bus.equals(busName)
                    && archive.pattern.filter(one -> !one.matches(event)).isEmpty()) {
                archive.events.add(event.deepCopy());
                if (archive.events.size() > MAX_EVENTS) {
                    archive.events.remove();
                }
            }
        }
    }

    private synchronized Archive archive(String name) {
        Archive archive = archives.get(name);
        if (archive == null) {
            throw new ServiceException(400, "ResourceNotFoundException", "Archive " + name + " does not exist.");
        }
        return archive;
    }

    private synchronized JsonNode create(JsonNode request) {
        String name = request.path("ArchiveName").asText();
        String source = request.path("EventSourceArn").asText();
        String busName = source.substring(source.lastIndexOf('/') + 1);
        if (!name.matches("[\\w.-]{1,48}")) {
            throw invalid("the name of the archive is not valid: it has 1 to 48 letters, digits, points, - and _");
        }
        if (archives.containsKey(name)) {
            throw new ServiceException(400, "ResourceAlreadyExistsException", "Archive " + name + " already exists.");
        }
        if (!source.contains(":event-bus/") || !bus.isThere(busName)) {
            throw new ServiceException(400, "ResourceNotFoundException", "Event bus " + busName + " does not exist.");
        }
        Archive archive = new Archive(name, source, busName, clock.instant());
        change(archive, request);
        archives.put(name, archive);
        return described(archive);
    }

    private synchronized JsonNode update(JsonNode request) {
        Archive archive = archive(request.path("ArchiveName").asText());
        change(archive, request);
        return described(archive);
    }

    private static void change(Archive archive, JsonNode request) {
        String pattern = request.path("EventPattern").asText("");
        Optional<EventPattern> parsed = pattern.isEmpty() ? archive.pattern : Optional.of(EventPattern.parse(pattern));
        int days = request.path("RetentionDays").asInt(archive.retentionDays);
        if (days < 0) {
            throw invalid("RetentionDays must not be negative");
        }
        archive.patternText = pattern.isEmpty() ? archive.patternText : pattern;
        archive.pattern = parsed;
        archive.retentionDays = days;
    }

    private synchronized ObjectNode described(Archive archive) {
        archive.dropExpired(clock.instant());
        long bytes = archive.events.stream()
                .mapToLong(event -> event.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        ObjectNode document = JsonTree.object().put("ArchiveArn", archive.arn()).put("ArchiveName", archive.name);
        document.put("EventSourceArn", archive.source).put("State", "ENABLED");
        if (!archive.patternText.isEmpty()) {
            document.put("EventPattern", archive.patternText);
        }
        return document.put("RetentionDays", archive.retentionDays)
                .put("SizeBytes", bytes)
                .put("EventCount", archive.events.size())
                .put("CreationTime", archive.created.getEpochSecond());
    }

    private synchronized JsonNode list() {
        ObjectNode answer = JsonTree.object();
        ArrayNode list = answer.putArray("Archives");
        archives.values().forEach(archive -> list.add(described(archive)));
        return answer;
    }

    private synchronized JsonNode delete(JsonNode request) {
        archives.remove(archive(request.path("ArchiveName").asText()).name);
        return JsonTree.object();
    }

    private JsonNode replay(JsonNode request) {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode replay;
        synchronized (this) {
            replay = checked(request);
            String source = request.path("EventSourceArn").asText();
            Archive archive = archive(source.substring(source.lastIndexOf('/') + 1));
            if (!request.path("Destination").path("Arn").asText().equals(archive.source)) {
                throw invalid(
                        "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.");
            }
            archive.dropExpired(clock.instant());
            Instant start = time(request, "EventStartTime");
            Instant end = time(request, "EventEndTime");
            for (ObjectNode event : archive.events) {
                Instant at = Archive.time(event);
                if (!at.isBefore(start) && !at.isAfter(end)) {
                    events.add(event.deepCopy());
                }
            }
            replays.put(replay.path("ReplayName").asText(), replay);
        }
        List<String> rules = new ArrayList<>();
        request.path("Destination").path("FilterArns").forEach(arn -> rules.add(arn.asText()));
        String busArn = request.path("Destination").path("Arn").asText();
        for (ObjectNode event : events) {
            event.put("replay-name", replay.path("ReplayName").asText());
            bus.deliver(busArn.substring(busArn.lastIndexOf('/') + 1), event, rules);
        }
        synchronized (this) {
            replay.put("State", "COMPLETED")
                    .put("ReplayEndTime", clock.instant().getEpochSecond());
            if (!events.isEmpty()) {
                replay.put(
                        "EventLastReplayedTime", Archive.time(events.getLast()).getEpochSecond());
            }
        }
        ObjectNode answer = JsonTree.object().put("State", "STARTING");
        answer.set("ReplayArn", replay.path("ReplayArn"));
        answer.set("ReplayStartTime", replay.path("ReplayStartTime"));
        return answer;
    }

    private ObjectNode checked(JsonNode request) {
        String name = request.path("ReplayName").asText();
        if (!name.matches("[\\w.-]{1,64}")) {
            throw invalid("the name of the replay is not valid: it has 1 to 64 letters, digits, points, - and _");
        }
        if (replays.containsKey(name)) {
            throw new ServiceException(400, "ResourceAlreadyExistsException", "Replay " + name + " already exists.");
        }
        if (!time(request, "EventEndTime").isAfter(time(request, "EventStartTime"))) {
            throw invalid("EventEndTime must be after EventStartTime");
        }
        ObjectNode replay = JsonTree.object();
        request.properties().forEach(member -> replay.set(member.getKey(), member.getValue()));
        return replay.put("ReplayArn", Arn.of("events", "replay/" + name))
                .put("State", "RUNNING")
                .put("ReplayStartTime", clock.instant().getEpochSecond());
    }

    private static Instant time(JsonNode request, String member) {
        if (!request.path(member).isNumber()) {
            throw invalid(member + " is required");
        }
        return Instant.ofEpochMilli((long) (request.path(member).asDouble() * 1000));
    }

    private synchronized JsonNode describeReplay(JsonNode request) {
        String name = request.path("ReplayName").asText();
        ObjectNode replay = replays.get(name);
        if (replay == null) {
            throw new ServiceException(400, "ResourceNotFoundException", "Replay " + name + " does not exist.");
        }
        return replay.deepCopy();
    }

    private synchronized JsonNode listReplays() {
        ObjectNode answer = JsonTree.object();
        ArrayNode list = answer.putArray("Replays");
        replays.values().forEach(replay -> list.add(replay.deepCopy()));
        return answer;
    }

    private static ServiceException invalid(String message) {
        return new ServiceException(400, "ValidationException", message);
    }

    /** An archive. Guarded by its service. */
    private static final class Archive {

        private final String name;
        private final String source;
        private final String bus;
        private final Instant created;
        private final Deque<ObjectNode> events = new ArrayDeque<>();
        private Optional<EventPattern> pattern = Optional.empty();
        private String patternText = "";
        private int retentionDays;

        private Archive(String name, String source, String bus, Instant created) {
            this.name = name;
            this.source = source;
            this.bus = bus;
            this.created = created;
        }

        private String arn() {
            return Arn.of("events", "archive/" + name);
        }

        private static Instant time(JsonNode event) {
            return Instant.parse(event.path("time").asText());
        }

        /** Drops what is older than the retention; zero days keep all. */
        private void dropExpired(Instant now) {
            if (retentionDays > 0) {
                Instant oldest = now.minus(Duration.ofDays(retentionDays));
                events.removeIf(event -> time(event).isBefore(oldest));
            }
        }
    }
}

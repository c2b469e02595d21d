// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.clock.LabClock;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.RestOperations;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * EventBridge Scheduler in its default group, in memory, on the platform's clock: an advanced clock brings every
 * occurrence up to the new time, at most {@value #MAX_BEHIND} for each schedule. Thread-safe.
 */
public final class Schedules implements Api, AutoCloseable {

    /** The number of occurrences that are made up for when the clock is advanced. */
    static final int MAX_BEHIND = 1_000;

    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, Entry> schedules = new LinkedHashMap<>();
    private final RestOperations operations = new RestOperations("EventBridge Scheduler");
    private final LabClock clock;
    private final RuleDelivery delivery;

    /**
     * Makes a platform without schedules.
     *
     * @param clock the clock of the schedules
     * @param targets the ways to the targets
     * @param problems takes a line for the user when an occurrence reaches neither its target nor a dead-letter queue
     */
    public Schedules(LabClock clock, QueuedDelivery targets, Consumer<String> problems) {
        this.clock = clock;
        this.delivery = new RuleDelivery("SCHEDULE_ARN", clock, targets, problems);
        operations
                .add("CreateSchedule", "POST schedules/{}", (request, names) -> put(request, names.getFirst(), false))
                .add("UpdateSchedule", "PUT schedules/{}", (request, names) -> put(request, names.getFirst(), true))
                .add(
                        "GetSchedule",
                        "GET schedules/{}",
                        (request, names) -> ApiAnswer.json(200, get(names).toJson()))
                .add("DeleteSchedule", "DELETE schedules/{}", (request, names) -> delete(names))
                .add("ListSchedules", "GET schedules", (request, names) -> list());
    }

    /** {@return the names of the operations, sorted} */
    public List<String> names() {
        return operations.names();
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        return operations.answer(
                request.below("/-")); // the table leaves out a first segment, which this service has not
    }

    private synchronized ApiAnswer put(ApiRequest request, String name, boolean isUpdate) throws IOException {
        JsonNode given = JsonTree.parse(request.bytes(MAX_BYTES));
        if (isUpdate) {
            get(List.of(name));
        } else if (schedules.containsKey(name)) {
            throw new ServiceException(409, "ConflictException", "Schedule " + name + " already exists.");
        }
        if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) {
            throw invalid("Name must have 1 to 64 letters, digits, hyphens, points and underscores");
        }
        if (!given.path("GroupName").asText("default").equals("default")) {
            throw ServiceException.notServed("EventBridge Scheduler", "schedule groups");
        }
        if (!given.path("FlexibleTimeWindow").path("Mode").asText().equals("OFF")) {
            throw ServiceException.notServed("EventBridge Scheduler", "flexible time windows (Mode must be OFF)");
        }
        if (given.path("Target").path("Arn").asText().isEmpty()) {
            throw invalid("Target.Arn is required");
        }
        RuleDelivery.check(given.path("Target"));
        ScheduleExpression expression = ScheduleExpression.parse(
                given.path("ScheduleExpression").asText(),
                given.path("ScheduleExpressionTimezone").asText("UTC"));
        Entry entry = new Entry(name, given, expression, clock.instant());
        schedules.put(name, entry);
        plan(entry, entry.begin().minusSeconds(1));
        return ApiAnswer.json(200, JsonTree.object().put("ScheduleArn", entry.arn()));
    }

    private static ServiceException invalid(String message) {
        return new ServiceException(400, "ValidationException", message);
    }

    private synchronized Entry get(List<String> names) {
        Entry entry = schedules.get(names.getFirst());
        if (entry == null) {
            throw new ServiceException(
                    404, "ResourceNotFoundException", "Schedule " + names.getFirst() + " does not exist.");
        }
        return entry;
    }

    private synchronized ApiAnswer delete(List<String> names) {
        schedules.remove(get(names).name);
        return ApiAnswer.json(200, JsonTree.object());
    }

    private synchronized ApiAnswer list() {
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("Schedules");
        schedules
                .values()
                .forEach(entry -> list.addObject()
                        .put("Name", entry.name)
                        .put("GroupName", "default")
                        .put("State", entry.state())
                        .put("Arn", entry.arn()));
        return ApiAnswer.json(200, document);
    }

    private void plan(Entry entry, Instant after) {
        Optional<Instant> next = entry.expression.next(after, entry.begin()).filter(due -> !due.isAfter(entry.end()));
        next.ifPresent(due -> clock.at(due, () -> fire(entry, due)));
        if (next.isEmpty() && entry.given.path("ActionAfterCompletion").asText().equals("DELETE")) {
            forget(entry);
        }
    }

    private synchronized void forget(Entry entry) {
        schedules.remove(entry.name, entry);
    }

    private synchronized boolean isCurrent(Entry entry) {
        return schedules.get(entry.name) == entry;
    }

    private void fire(Entry entry, Instant due) {
        if (!isCurrent(entry)) {
            return;
        }
        if (entry.state().equals("ENABLED")) {
            delivery.sendLater(entry.arn(), entry.target(), entry.body(due));
        }
        entry.behind = due.isBefore(clock.instant().minusSeconds(60)) ? entry.behind + 1 : 0;
        plan(entry, entry.behind > MAX_BEHIND ? clock.instant() : due);
    }

    @Override
    public void close() {
        delivery.close();
    }

    /** A schedule. The clock's thread alone changes what it counts. */
    private static final class Entry {

        private final String name;
        private final JsonNode given;
        private final ScheduleExpression expression;
        private final Instant created;
        private int behind;

        private Entry(String name, JsonNode given, ScheduleExpression expression, Instant created) {
            this.name = name;
            this.given = given;
            this.expression = expression;
            this.created = created.truncatedTo(ChronoUnit.SECONDS);
        }

        private String arn() {
            return Arn.of("scheduler", "schedule/default/" + name);
        }

        private String state() {
            return given.path("State").asText("ENABLED");
        }

        private Instant begin() {
            Instant start = time("StartDate", created);
            return start.isBefore(created) ? created : start;
        }

        private Instant end() {
            return time("EndDate", Instant.MAX);
        }

        private Instant time(String member, Instant otherwise) {
            JsonNode value = given.path(member);
            return value.isNumber()
                    ? Instant.ofEpochSecond(value.asLong())
                    : value.isTextual() ? Instant.parse(value.asText()) : otherwise;
        }

        /** {@return the target without its input, which is part of the body} */
        private JsonNode target() {
            ObjectNode target = given.path("Target").deepCopy();
            target.remove("Input");
            return target;
        }

        /** {@return the target's input, or the default payload, whose detail is a text} */
        private String body(Instant due) {
            String input = given.path("Target").path("Input").asText("");
            String id = UUID.randomUUID().toString();
            if (!input.isEmpty()) {
                return input.replace("<aws.scheduler.schedule-arn>", arn())
                        .replace("<aws.scheduler.scheduled-time>", due.toString())
                        .replace("<aws.scheduler.execution-id>", id)
                        .replace("<aws.scheduler.attempt-number>", "1");
            }
            ObjectNode event = JsonTree.object().put("version", "0").put("id", id);
            event.put("detail-type", "Scheduled Event").put("source", "aws.scheduler");
            event.put("account", Arn.ACCOUNT).put("time", due.toString()).put("region", Arn.REGION);
            event.putArray("resources").add(arn());
            return event.put("detail", "{}").toString();
        }

        private ObjectNode toJson() {
            ObjectNode document = given.deepCopy();
            return document.put("Name", name)
                    .put("GroupName", "default")
                    .put("Arn", arn())
                    .put("State", state())
                    .put("CreationDate", created.getEpochSecond());
        }
    }
}

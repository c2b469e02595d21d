// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.clock.LabClock;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.TargetOperations;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * EventBridge: buses, rules with patterns or schedules, their targets, archives and replays, in memory. Thread-safe.
 */
public final class EventBuses implements QueuedDelivery, AutoCloseable {

    private static final int MAX_ENTRIES = 10;
    private static final String DEFAULT = "default";

    private final TreeSet<String> buses = new TreeSet<>(List.of(DEFAULT));
    private final Map<String, BusRule> rules = new LinkedHashMap<>();
    private final LabClock clock;
    private final RuleDelivery delivery;
    private final RuleSchedules schedules;
    private final EventArchives archives;

    /**
     * Makes a platform with the default bus.
     *
     * @param clock the clock of the events, schedules and retries
     * @param targets the ways to the targets
     * @param problems takes a line for the user when an event reaches neither a target nor its dead-letter queue
     */
    public EventBuses(LabClock clock, QueuedDelivery targets, Consumer<String> problems) {
        this.clock = clock;
        this.delivery = new RuleDelivery("RULE_ARN", clock, targets, problems);
        this.schedules = new RuleSchedules(clock, this::occur);
        this.archives = new EventArchives(clock, new EventArchives.Bus() {
            @Override
            public void deliver(String name, ObjectNode event, List<String> only) {
                EventBuses.this.deliver(name, event, only);
            }

            @Override
            public boolean isThere(String name) {
                return isBus(name);
            }
        });
    }

    private synchronized boolean isBus(String name) {
        return buses.contains(name);
    }

    /** {@return the operations} */
    public TargetOperations operations() {
        TargetOperations operations = new TargetOperations("EventBridge")
                .add("PutEvents", this::putEvents)
                .add("PutRule", this::putRule)
                .add("DescribeRule", request -> rule(request, "Name").toJson())
                .add("ListRules", this::listRules)
                .add("DeleteRule", this::deleteRule)
                .add("EnableRule", request -> enable(request, true))
                .add("DisableRule", request -> enable(request, false))
                .add("PutTargets", this::putTargets)
                .add("RemoveTargets", this::removeTargets)
                .add("ListTargetsByRule", this::listTargets)
                .add("CreateEventBus", this::createBus)
                .add("ListEventBuses", request -> listBuses());
        archives.addTo(operations);
        return operations;
    }

    private static String bus(JsonNode request) {
        String name = request.path("EventBusName").asText(DEFAULT);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private synchronized BusRule rule(JsonNode request, String member) {
        String name = request.path(member).asText();
        BusRule rule = rules.get(bus(request) + "/" + name);
        if (rule == null) {
            throw notFound("Rule " + name + " does not exist on EventBus " + bus(request) + ".");
        }
        return rule;
    }

    private JsonNode putEvents(JsonNode request) {
        JsonNode entries = request.path("Entries");
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new ServiceException(
                    400, "ValidationException", "Entries must have 1 to " + MAX_ENTRIES + " members");
        }
        ObjectNode answer = JsonTree.object();
        ArrayNode results = answer.putArray("Entries");
        int failed = 0;
        for (JsonNode entry : entries) {
            String error = error(entry);
            if (error.isEmpty()) {
                results.addObject().put("EventId", publish(entry));
            } else {
                failed++;
                results.addObject().put("ErrorCode", "MalformedDetail").put("ErrorMessage", error);
            }
        }
        return answer.put("FailedEntryCount", failed);
    }

    private static String error(JsonNode entry) {
        if (!entry.hasNonNull("Source") || !entry.hasNonNull("DetailType")) {
            return "Source and DetailType are required.";
        }
        try {
            JsonNode detail = JsonTree.parse(entry.path("Detail").asText("{}").getBytes(StandardCharsets.UTF_8));
            return detail.isObject() ? "" : "Detail is malformed.";
        } catch (ServiceException e) {
            return "Detail is malformed.";
        }
    }

    private String publish(JsonNode entry) {
        String id = UUID.randomUUID().toString();
        ObjectNode event = JsonTree.object().put("version", "0").put("id", id);
        event.put("detail-type", entry.path("DetailType").asText());
        event.put("source", entry.path("Source").asText()).put("account", Arn.ACCOUNT);
        event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", Arn.REGION);
        ArrayNode resources = event.putArray("resources");
        entry.path("Resources").forEach(resources::add);
        event.set("detail", JsonTree.parse(entry.path("Detail").asText("{}").getBytes(StandardCharsets.UTF_8)));
        archives.offer(bus(entry), event);
        deliver(bus(entry), event, List.of());
        return id;
    }

    /** Delivers an event to the rules of a bus that match it; to some of them if they are named. */
    private void deliver(String bus, ObjectNode event, List<String> only) {
        String text = event.toString();
        List<Runnable> deliveries = new ArrayList<>();
        synchronized (this) {
            for (BusRule rule : rules.values()) {
                boolean isAsked = only.isEmpty() || only.contains(rule.arn());
                if (rule.bus().equals(bus) && isAsked && rule.matches(event)) {
                    rule.targets()
                            .values()
                            .forEach(target -> deliveries.add(() -> delivery.send(rule.arn(), target, text)));
                }
            }
        }
        deliveries.forEach(Runnable::run);
    }

    /** Delivers an occurrence of a rule's schedule, to its own targets. */
    private void occur(BusRule rule, Instant due) {
        List<JsonNode> found;
        synchronized (this) {
            boolean isCurrent = rules.containsValue(rule) && rule.isEnabled();
            found = isCurrent ? List.copyOf(rule.targets().values()) : List.of();
        }
        String event = RuleSchedules.event(rule, due);
        found.forEach(target -> delivery.sendLater(rule.arn(), target, event));
    }

    private synchronized JsonNode putRule(JsonNode request) {
        String bus = bus(request);
        if (!buses.contains(bus)) {
            throw notFound("Event bus " + bus + " does not exist.");
        }
        String schedule = request.path("ScheduleExpression").asText("");
        boolean isForeign = !schedule.isEmpty() && !bus.equals(DEFAULT);
        if (isForeign || schedule.startsWith("at(")) {
            throw new ServiceException(
                    400,
                    "ValidationException",
                    schedule.startsWith("at(")
                            ? "Parameter ScheduleExpression is not valid."
                            : "ScheduleExpression is supported only on the default event bus.");
        }
        String name = request.path("Name").asText();
        BusRule rule = new BusRule(
                bus,
                name,
                request.path("EventPattern").asText(""),
                schedule,
                !request.path("State").asText().equals("DISABLED"));
        BusRule before = rules.put(bus + "/" + name, rule);
        if (before != null) {
            rule.targets().putAll(before.targets());
        }
        schedules.begin(rule, () -> isCurrent(rule));
        return JsonTree.object().put("RuleArn", rule.arn());
    }

    private synchronized boolean isCurrent(BusRule rule) {
        return rules.containsValue(rule);
    }

    private synchronized JsonNode listRules(JsonNode request) {
        ObjectNode answer = JsonTree.object();
        ArrayNode list = answer.putArray("Rules");
        rules.values().stream()
                .filter(rule -> rule.bus().equals(bus(request)))
                .forEach(rule -> list.add(rule.toJson()));
        return answer;
    }

    private synchronized JsonNode deleteRule(JsonNode request) {
        BusRule rule = rules.get(bus(request) + "/" + request.path("Name").asText());
        if (rule != null && !rule.targets().isEmpty()) {
            throw new ServiceException(400, "ValidationException", "Rule can't be deleted since it has targets.");
        }
        rules.remove(bus(request) + "/" + request.path("Name").asText());
        return JsonTree.object();
    }

    private synchronized JsonNode enable(JsonNode request, boolean on) {
        rule(request, "Name").enable(on);
        return JsonTree.object();
    }

    private synchronized JsonNode putTargets(JsonNode request) {
        BusRule rule = rule(request, "Rule");
        for (JsonNode target : request.path("Targets")) {
            for (String member : List.of("InputPath", "InputTransformer", "SqsParameters")) {
                if (target.hasNonNull(member)) {
                    throw ServiceException.notServed("EventBridge", "PutTargets with " + member);
                }
            }
            RuleDelivery.check(target);
            rule.targets().put(target.path("Id").asText(), target);
        }
        ObjectNode answer = JsonTree.object().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private synchronized JsonNode removeTargets(JsonNode request) {
        BusRule rule = rule(request, "Rule");
        request.path("Ids").forEach(id -> rule.targets().remove(id.asText()));
        ObjectNode answer = JsonTree.object().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private synchronized JsonNode listTargets(JsonNode request) {
        ObjectNode answer = JsonTree.object();
        ArrayNode list = answer.putArray("Targets");
        rule(request, "Rule").targets().values().forEach(list::add);
        return answer;
    }

    private synchronized JsonNode createBus(JsonNode request) {
        String name = request.path("Name").asText();
        if (!name.matches("[\\w.-]{1,256}")) {
            throw new ServiceException(400, "ValidationException", "the name of the event bus is not valid");
        }
        if (!buses.add(name)) {
            throw new ServiceException(400, "ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        }
        return JsonTree.object().put("EventBusArn", Arn.of("events", "event-bus/" + name));
    }

    private synchronized JsonNode listBuses() {
        ObjectNode answer = JsonTree.object();
        ArrayNode list = answer.putArray("EventBuses");
        buses.forEach(name -> list.addObject().put("Name", name).put("Arn", Arn.of("events", "event-bus/" + name)));
        return answer;
    }

    /** Publishes an entry of another service. */
    @Override
    public void send(String arn, String body, Map<String, String> attributes) {
        JsonNode entry = JsonTree.parse(body.getBytes(StandardCharsets.UTF_8));
        if (!error(entry).isEmpty()) {
            throw new ServiceException(400, "ValidationException", error(entry));
        }
        publish(entry);
    }

    @Override
    public void close() {
        delivery.close();
    }

    private static ServiceException notFound(String message) {
        return new ServiceException(400, "ResourceNotFoundException", message);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.json.text.JsonElement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failed event out of its envelopes, in whatever order topics and buses put one into another. The text of the event
 * stays as its sender wrote it, because the function's own handler reads it again. Immutable.
 *
 * @param root the document that a destination got, without the event; of a dead letter an empty object
 * @param place the name of the member that held the event; empty for a dead letter
 * @param payload the event of the function as a text; null where the destination gets metadata only
 * @param deadLetter the attributes of a dead letter; empty of any other document
 */
record OpenedEvent(JsonPlace root, String place, @Nullable String payload, Map<String, MessageAttribute> deadLetter) {

    /** More envelopes than a real event has; each one may double the length of what is inside. */
    private static final int MOST_ENVELOPES = 8;

    /** Opens all envelopes around a document. */
    static OpenedEvent of(String event, String document) {
        return open(event, "", document, MOST_ENVELOPES);
    }

    /** {@return the event that is the body of a dead letter, as a queue gets it} */
    static OpenedEvent ofDeadLetter(String event, String body, Map<String, MessageAttribute> attributes) {
        return new OpenedEvent(
                new JsonPlace(event, "", new JsonElement.Members(Map.of())), "", body, Map.copyOf(attributes));
    }

    boolean isDeadLetter() {
        return !deadLetter.isEmpty();
    }

    boolean isBatch() {
        return FailedBatch.isOne(root.node()::has);
    }

    /** {@return the event, read as a value; null where the destination gets metadata only} */
    @Nullable
    JsonPlace event() {
        if (payload == null) {
            return null;
        }
        return place.isEmpty()
                ? new JsonPlace(
                        root.event(),
                        root.path(),
                        JsonPlace.read(root.event(), payload).node())
                : root.at(place).with(payload);
    }

    private static OpenedEvent open(String event, String path, String document, int envelopes) {
        String named = path.isEmpty() ? event : event + ", " + path;
        JsonMembers members = JsonMembers.of(named, document);
        boolean isOfTopic = "Notification".equals(members.string("Type")) && members.string("Message") != null;
        boolean isOfBus = members.isThere("detail-type") && members.isObject("detail");
        if (members.isThere("requestPayload") || FailedBatch.isOne(members::isThere) || !(isOfTopic || isOfBus)) {
            return result(named, event, path, members);
        }
        if (envelopes == 0) {
            throw InvalidEventException.at(
                    event,
                    "the document",
                    "is inside more than " + MOST_ENVELOPES + " envelopes of topics and buses",
                    "Send what failed through fewer topics and buses");
        }
        if (isOfBus) {
            return open(event, below(path, "detail"), Objects.requireNonNull(members.text("detail")), envelopes - 1);
        }
        String message = Objects.requireNonNull(members.string("Message"));
        Map<String, MessageAttribute> attributes = attributes(named, members.text("MessageAttributes"));
        return attributes.containsKey(FailedEvents.REQUEST_ID)
                ? ofDeadLetter(event + ", " + below(path, "Message"), message, attributes)
                : open(event, below(path, "Message"), message, envelopes - 1);
    }

    private static OpenedEvent result(String named, String event, String path, JsonMembers members) {
        boolean isBatch = FailedBatch.isOne(members::isThere);
        String place = isBatch ? "payload" : "requestPayload";
        JsonPlace root = JsonPlace.read(named, members.without(place));
        return new OpenedEvent(
                new JsonPlace(event, path, root.node()),
                place,
                isBatch ? ofBatch(members, place) : members.text(place),
                Map.of());
    }

    /** A bucket gets the event of a batch as a text, a Kafka topic as an object. */
    private static @Nullable String ofBatch(JsonMembers members, String place) {
        String spelled = members.string(place);
        if (spelled != null) {
            return spelled.isEmpty() ? null : spelled;
        }
        return members.isNull(place) ? null : members.text(place);
    }

    /** {@return the attributes of a notification; none where no object is} */
    private static Map<String, MessageAttribute> attributes(String event, @Nullable String text) {
        Map<String, MessageAttribute> attributes = new HashMap<>();
        if (text != null) {
            JsonPlace place = JsonPlace.read(event, text);
            place.node()
                    .members()
                    .forEach((name, value) ->
                            attributes.put(name, MessageAttribute.ofSns(new JsonPlace(event, place.path(), value))));
        }
        return attributes;
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

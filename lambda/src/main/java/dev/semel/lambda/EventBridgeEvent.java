// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.KeyExtractor;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of an EventBridge bus. Immutable; {@code toString} shows no detail.
 *
 * @param id the event's id; a producer's retry has another one. See {@link #deliveryIdentity}
 * @param source the sender, such as {@code com.example.orders} or {@code aws.s3}
 * @param detailType the kind of event, such as {@code Order Placed} or {@code Scheduled Event}
 * @param account the account of the event; null if the event has none. Never part of an identity
 * @param region the Region of the event; null if the event has none. Never part of an identity
 * @param time the moment of the event; of a scheduled event, the moment when it was due; null if the event has none
 * @param resources the ARNs of the resources concerned; of a scheduled event, the ARN of its rule or schedule
 * @param detail the producer's own data, an object
 * @param replayName the replay that sends an archived event again; null for an event that is no replay
 */
public record EventBridgeEvent(
        String id,
        String source,
        String detailType,
        @Nullable String account,
        @Nullable String region,
        @Nullable Instant time,
        List<String> resources,
        JsonDocument detail,
        @Nullable String replayName)
        implements Delivered {

    private static final String SCHEDULED = "Scheduled Event";

    private static final String SCHEDULER = "aws.scheduler";

    /** Validates every part. */
    public EventBridgeEvent {
        Requirements.named(id, "id");
        Requirements.named(source, "source");
        Requirements.named(detailType, "detailType");
        Requirements.nonEmptyIfPresent(account, "account");
        Requirements.nonEmptyIfPresent(region, "region");
        resources = List.copyOf(resources);
        Objects.requireNonNull(detail, "detail");
        Requirements.namedIfPresent(replayName, "replayName");
    }

    /** Reads the event at the root of a document. */
    static EventBridgeEvent of(JsonPlace root) {
        return new EventBridgeEvent(
                root.at("id").text(),
                root.at("source").text(),
                root.at("detail-type").text(),
                root.at("account").metadata(JsonPlace::text),
                root.at("region").metadata(JsonPlace::text),
                time(root),
                resources(root),
                detail(root),
                root.at("replay-name").optionalText());
    }

    /** EventBridge Scheduler writes the detail as a text, by default {@code "{}"}; every other source as an object. */
    private static JsonDocument detail(JsonPlace root) {
        JsonPlace detail = root.at("detail");
        if (!SCHEDULER.equals(root.at("source").text()) || detail.node().isObject()) {
            return JsonDocument.ofObject(detail);
        }
        return JsonDocument.ofObject(isBlank(detail) ? detail.with("{}") : detail.with(detail.anyText()));
    }

    /** Time and resources are the identity of a scheduled run, and metadata of every other event. */
    private static boolean isBlank(JsonPlace place) {
        String text = place.node().text();
        return place.isAbsent() || (text != null && text.isBlank());
    }

    private static @Nullable Instant time(JsonPlace root) {
        JsonPlace time = root.at("time");
        return isScheduled(root) ? time.ifPresent(JsonPlace::moment) : time.metadata(JsonPlace::moment);
    }

    private static List<String> resources(JsonPlace root) {
        JsonPlace place = root.at("resources");
        List<String> resources =
                isScheduled(root) ? place.ifPresent(EventBridgeEvent::texts) : place.metadata(EventBridgeEvent::texts);
        return resources == null ? List.of() : resources;
    }

    private static List<String> texts(JsonPlace array) {
        return array.elements(JsonPlace.AS_IT_CAME).stream()
                .map(JsonPlace::text)
                .toList();
    }

    private static boolean isScheduled(JsonPlace root) {
        return root.at("detail-type").text().equals(SCHEDULED);
    }

    /**
     * {@return an extractor of the producer's intent: source, detail type, and the business id at places in the detail,
     * in one injective text} It catches a producer's retry, a rule that matches twice, and a replay, because all of
     * them share the business id. Two events with one business id but another detail type are two intents. Thread-safe.
     *
     * @param pointer a JSON Pointer inside the detail, such as {@code /orderId}; required in every event, as are {@code
     *     more}
     * @param more further JSON Pointers, for a key of several parts
     * @throws IllegalArgumentException if a path is not a JSON Pointer, or is given twice
     */
    public static KeyExtractor<EventBridgeEvent> intent(String pointer, String... more) {
        KeyExtractor<JsonDocument> businessId = JsonDocument.key(pointer, more);
        return event -> LengthPrefixed.joinOptional(event.source, event.detailType, businessId.extract(event.detail));
    }

    /**
     * {@return the identity of this delivery: the id} The bus sends one event to a target with one id, however often it
     * tries.
     *
     * <p>It does not catch a producer's retry: {@code PutEvents} gives every event a new id. Whether a replay from an
     * archive keeps the id is not documented. Take {@link #intent} where the detail has a business id.
     */
    public String deliveryIdentity() {
        return id;
    }

    /**
     * Returns the identity of a scheduled run: the rule and the moment when it was due, in one injective text. Unlike
     * the id it catches a schedule that fires twice for one moment.
     *
     * @return null if this is no scheduled event, or has no rule among its resources; as a key that is an error
     */
    public @Nullable String scheduleIdentity() {
        return !detailType.equals(SCHEDULED) || resources.isEmpty() || time == null
                ? null
                : LengthPrefixed.joinOptional(time, LengthPrefixed.joinOptional(resources.toArray()));
    }

    /**
     * {@return the content that a fingerprint of this event covers: source, detail type and canonical detail, in one
     * injective text} A detail in which the producer writes a new timestamp or trace id with each retry makes a retry a
     * mismatch: take a part of it then.
     */
    @Override
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(source, detailType, detail.canonical());
    }

    /**
     * {@return this event as an S3 event, for buckets that send their events to EventBridge} It has the event names of
     * S3's notifications, such as {@code ObjectCreated:Put}.
     *
     * @throws MissingSequencerException if it has no sequencer
     * @throws InvalidEventException if this is not an event of S3
     */
    public S3Object s3Object() {
        return S3BusEvent.object(this);
    }

    /**
     * {@return the failed asynchronous invocation in the detail, for a bus that is a function's on-failure destination}
     *
     * @throws InvalidEventException if this is another event
     */
    public FailedInvocation failedInvocation() {
        return FailedEvents.invocation(FailedInvocation.EVENT + ", detail", detail.canonical(), Map.of());
    }

    /** Shows the event's origin, never its detail. */
    @Override
    public String toString() {
        return PrintableText.shown("EventBridgeEvent[" + id + ": " + detailType + " from " + source + "]");
    }
}

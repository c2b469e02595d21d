// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.RecoveryPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Recovery points as an item holds them: names in one list, so that a condition can look for one, and the rest in
 * another. A stored point is never rewritten; new ones are appended.
 *
 * @param steps the names
 * @param points one map for each: {@code v} the value, absent for null, or {@code p} the pointer to a side item; {@code
 *     a} the attempt; {@code t} the moment
 * @param bytes the bytes of the points that have their value in the record
 * @param until the earliest end of all their side items, in epoch seconds; null if there are none
 */
record StoredPoints(
        List<AttributeValue> steps,
        List<AttributeValue> points,
        long bytes,
        @Nullable Long until) {

    static final StoredPoints NONE = new StoredPoints(List.of(), List.of(), 0, null);

    private static final String NAMES = "steps";
    private static final String POINTS = "points";
    private static final String VALUE = "v";
    private static final String POINTER = "p";
    private static final String ATTEMPT = "a";
    private static final String REACHED_AT = "t";

    StoredPoints {
        steps = List.copyOf(steps);
        points = List.copyOf(points);
    }

    static StoredPoints of(Fields fields) {
        return new StoredPoints(
                fields.list(Attribute.STEPS),
                fields.list(Attribute.POINTS),
                fields.has(Attribute.POINT_BYTES) ? fields.number(Attribute.POINT_BYTES) : 0,
                fields.has(Attribute.POINTS_UNTIL) ? fields.number(Attribute.POINTS_UNTIL) : null);
    }

    /** {@return the points, with the values of side items from {@code values}} */
    List<RecoveryPoint> decode(SideValues values) {
        if (steps.size() != points.size()) {
            throw new UnreadableItemException("names and values of its recovery points differ in number");
        }
        List<RecoveryPoint> decoded = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            String step = Fields.text(steps.get(i), NAMES);
            decoded.add(decode(step, Fields.map(points.get(i), POINTS), values));
        }
        return decoded;
    }

    private static RecoveryPoint decode(String step, Map<String, AttributeValue> point, SideValues values) {
        int attempt = Math.toIntExact(Fields.number(point.get(ATTEMPT), "points." + ATTEMPT));
        Instant reachedAt = Fields.millis(point.get(REACHED_AT), "points." + REACHED_AT);
        if (point.containsKey(POINTER)) {
            try {
                return new RecoveryPoint(step, aside(step, pointer(point), values), attempt, reachedAt);
            } catch (MissingSideItemException e) {
                throw new UnreadableItemException("the value of a recovery point: " + e.getMessage());
            }
        }
        AttributeValue value = point.get(VALUE);
        return new RecoveryPoint(step, value == null ? null : Values.blob(value), attempt, reachedAt);
    }

    private static Blob aside(String step, SidePointer pointer, SideValues values) throws MissingSideItemException {
        Blob value = values.read(pointer, Placement.SIDE);
        if (!SidePointer.ofPoint(pointer.claim(), step, value).equals(pointer)) {
            throw new MissingSideItemException("its side item does not match its digest");
        }
        return value;
    }

    /** {@return the pointers to the side items} */
    List<SidePointer> pointers() {
        return points.stream()
                .map(point -> Fields.map(point, POINTS))
                .filter(point -> point.containsKey(POINTER))
                .map(StoredPoints::pointer)
                .toList();
    }

    private static SidePointer pointer(Map<String, AttributeValue> point) {
        return SidePointer.parse(Fields.text(point.get(POINTER), POINTS + "." + POINTER));
    }

    /** {@return a point with its value in the record} */
    static AttributeValue inline(RecoveryPoint point) {
        AttributeValue attempt = Values.number(point.attempt());
        AttributeValue reachedAt = Values.millis(point.reachedAt());
        return AttributeValue.fromM(
                point.value() == null
                        ? Map.of(ATTEMPT, attempt, REACHED_AT, reachedAt)
                        : Map.of(VALUE, Values.bytes(point.value()), ATTEMPT, attempt, REACHED_AT, reachedAt));
    }

    /** {@return a point with its value in a side item} */
    static AttributeValue aside(RecoveryPoint point, SidePointer pointer) {
        return AttributeValue.fromM(Map.of(
                POINTER, Values.text(pointer.text()),
                ATTEMPT, Values.number(point.attempt()),
                REACHED_AT, Values.millis(point.reachedAt())));
    }

    /** {@return the bytes that a point takes in the record} */
    static long bytes(String step, AttributeValue point) {
        return ItemSize.ofElements(List.of(Values.text(step), point));
    }

    StoredPoints appendInline(RecoveryPoint point) {
        AttributeValue stored = inline(point);
        return new StoredPoints(
                append(steps, Values.text(point.name())),
                append(points, stored),
                bytes + bytes(point.name(), stored),
                until);
    }

    StoredPoints appendAside(RecoveryPoint point, SidePointer pointer, long keptUntil) {
        return new StoredPoints(
                append(steps, Values.text(point.name())),
                append(points, aside(point, pointer)),
                bytes,
                until == null ? keptUntil : Math.min(until, keptUntil));
    }

    StoredPoints keptUntil(long keptUntil) {
        return new StoredPoints(steps, points, bytes, keptUntil);
    }

    private static List<AttributeValue> append(List<AttributeValue> list, AttributeValue element) {
        List<AttributeValue> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.Transition;
import dev.semel.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Fallback for a conditional write that failed: applies {@link Transitions} to the returned item and writes the result
 * by compare-and-swap. If that fails too, it starts again with the newer item.
 */
final class CompareAndSwap {

    /** A write of the new item on condition that the table still holds the item that was seen. */
    @FunctionalInterface
    interface Write {
        Reply write(Map<String, AttributeValue> next, UnchangedCondition seen);
    }

    /**
     * The most tries. Each failed swap means that another writer succeeded; after this many the caller should back off.
     */
    private static final int TRIES = 20;

    private final DynamoDbRequests requests;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final ResultPlacement placement;

    CompareAndSwap(DynamoDbRequests requests, ItemCodec codec, SideItems sideItems, ResultPlacement placement) {
        this.requests = requests;
        this.codec = codec;
        this.sideItems = sideItems;
        this.placement = placement;
    }

    /**
     * Applies the transition to {@code item} and puts the resulting item.
     *
     * @param item the stored item; null if there is none
     * @param result the placed result of the request; null for a request without one
     */
    <V> V decide(
            Call call,
            String id,
            @Nullable Map<String, AttributeValue> item,
            @Nullable PlacedResult result,
            Function<@Nullable IdempotencyRecord, Transition<V>> transition) {
        return decide(call, id, item, result, transition, (next, seen) -> requests.put(call, next, seen));
    }

    /** As above, but {@code write} writes the resulting item. */
    <V> V decide(
            Call call,
            String id,
            @Nullable Map<String, AttributeValue> item,
            @Nullable PlacedResult result,
            Function<@Nullable IdempotencyRecord, Transition<V>> transition,
            Write write) {
        Map<String, AttributeValue> seen = item;
        for (int i = 0; i < TRIES; i++) {
            IdempotencyRecord before = seen == null ? null : codec.decode(seen, sideItems.of(call, id));
            Transition<V> decided = transition.apply(before);
            if (!decided.changes(before)) {
                return decided.verdict();
            }
            Map<String, AttributeValue> next = encode(call, id, seen, decided.next(), result);
            switch (write.write(next, UnchangedCondition.of(codec.attributes(), seen))) {
                case Reply.Written written -> {
                    return decided.verdict();
                }
                case Reply.Refused refused -> seen = refused.item();
            }
        }
        throw StoreException.unavailable(
                call.store(),
                call.name(),
                new IllegalStateException("the record changed at each of " + TRIES + " tries"));
    }

    /**
     * Writes the side items that the record will point at.
     *
     * @return the item of the record
     */
    Map<String, AttributeValue> encode(
            Call call,
            String id,
            @Nullable Map<String, AttributeValue> seen,
            @Nullable IdempotencyRecord next,
            @Nullable PlacedResult result) {
        if (!(next instanceof Known known)) {
            throw new IllegalStateException("Transitions never delete a record or make it unreadable");
        }
        if (known instanceof Completed completed) {
            if (result == null) {
                throw new IllegalStateException("Only a request with a result completes a record");
            }
            return codec.encode(id, completed, result);
        }
        return codec.encode(id, known, points(call, id, seen, known));
    }

    /** {@return the stored points of {@code next}: those of the item before, perhaps one more, all kept long enough} */
    private StoredPoints points(Call call, String id, @Nullable Map<String, AttributeValue> seen, Known next) {
        List<RecoveryPoint> wanted = next.recoveryPoints();
        if (wanted.isEmpty()) {
            return StoredPoints.NONE;
        }
        StoredPoints stored = seen == null ? StoredPoints.NONE : StoredPoints.of(new Fields(seen, codec.attributes()));
        long kept = keptUntil(call, next);
        Long until = stored.until();
        if (until != null && until < kept) {
            long longer = kept + SideItems.MARGIN.toSeconds();
            stored.pointers().forEach(pointer -> sideItems.keepUntil(call, id, pointer, longer));
            stored = stored.keptUntil(longer);
        }
        return wanted.size() == stored.steps().size()
                ? stored
                : append(call, id, stored, next, wanted.get(wanted.size() - 1), kept);
    }

    private StoredPoints append(Call call, String id, StoredPoints stored, Known next, RecoveryPoint point, long kept) {
        PlacedPoint placed = PlacedPoint.of(point, next.claim().id());
        if (placed.isBetterInline(placement.roomBeside(id) - stored.bytes())) {
            return stored.appendInline(point);
        }
        long until = kept + SideItems.MARGIN.toSeconds();
        Blob value = placed.requiredValue();
        sideItems.write(
                call,
                id,
                placed.pointer(),
                value,
                placement.deflated(value, call.name()),
                Instant.ofEpochSecond(until));
        return stored.appendAside(point, placed.pointer(), until);
    }

    /** {@return the epoch second until which side items must be kept while the record is {@code next}} */
    private static long keptUntil(Call call, Known next) {
        return switch (next) {
            case InProgress live -> live.retainedUntil().plus(SideItems.MARGIN).getEpochSecond();
            case Released released ->
                released.retainedUntil().plus(SideItems.MARGIN).getEpochSecond();
            case Quarantined parked -> call.now().plus(SideItems.QUARANTINE).getEpochSecond();
            case Completed completed -> 0;
        };
    }
}

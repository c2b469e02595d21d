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
 * Where a condition could not decide alone, {@link Transitions} decides about the item that did not meet it, and a
 * compare-and-swap writes what it says. The item that defeats a swap is decided about again.
 */
final class CompareAndSwap {

    /** How the item that was decided on is written, on condition that the table still holds what was seen. */
    @FunctionalInterface
    interface Write {
        Reply write(Map<String, AttributeValue> next, UnchangedCondition seen);
    }

    /** Each lost swap is another's progress; whoever loses this often shall come again later. */
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
     * Decides about {@code item}, and writes what was decided.
     *
     * @param item what is there; null for nothing
     * @param result where the bytes of the request's result are; null for a request without one
     */
    <V> V decide(
            Call call,
            String id,
            @Nullable Map<String, AttributeValue> item,
            @Nullable PlacedResult result,
            Function<@Nullable IdempotencyRecord, Transition<V>> transition) {
        return decide(call, id, item, result, transition, (next, seen) -> requests.put(call, next, seen));
    }

    /** As above, but what was decided is written by {@code write}. */
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

    /** Returns the item that a record becomes, once the side items are written that it will point at. */
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

    /** Returns the stored points of {@code next}: those of the item before, perhaps one more, all kept long enough. */
    private StoredPoints points(Call call, String id, @Nullable Map<String, AttributeValue> seen, Known next) {
        List<RecoveryPoint> wanted = pointsOf(next);
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
                call, id, placed.pointer(), value, placed.deflated(placement, call), Instant.ofEpochSecond(until));
        return stored.appendAside(point, placed.pointer(), until);
    }

    /** Returns until when side items must be kept while the record is as {@code next}. */
    private static long keptUntil(Call call, Known next) {
        return switch (next) {
            case InProgress live -> live.retainedUntil().plus(SideItems.MARGIN).getEpochSecond();
            case Released released ->
                released.retainedUntil().plus(SideItems.MARGIN).getEpochSecond();
            case Quarantined parked -> call.now().plus(SideItems.QUARANTINE).getEpochSecond();
            case Completed completed -> 0;
        };
    }

    private static List<RecoveryPoint> pointsOf(Known record) {
        return switch (record) {
            case InProgress live -> live.recoveryPoints();
            case Released released -> released.recoveryPoints();
            case Quarantined parked -> parked.recoveryPoints();
            case Completed completed -> List.of();
        };
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.store.RepairStore.Removal;
import dev.semel.store.RepairStore.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Changes of operators: a read, and a conditional write on the item that was read, if it is the record that the
 * operator saw. Side items go last, so that no record ever points at one that is gone.
 */
final class DynamoDbRepairs {

    private final DynamoDbRequests requests;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final CompareAndSwap swap;
    private final ResultPlacement placement;

    DynamoDbRepairs(
            DynamoDbRequests requests,
            ItemCodec codec,
            SideItems sideItems,
            CompareAndSwap swap,
            ResultPlacement placement) {
        this.requests = requests;
        this.codec = codec;
        this.sideItems = sideItems;
        this.swap = swap;
        this.placement = placement;
    }

    Optional<IdempotencyRecord> read(String id, Call call) {
        Map<String, AttributeValue> item = requests.get(call, id);
        return item == null ? Optional.empty() : Optional.of(codec.decode(item, sideItems.of(call, id)));
    }

    boolean replace(Replacement replacement, Call call) {
        String id = replacement.recordId();
        Map<String, AttributeValue> item = requests.get(call, id);
        if (item == null) {
            return false;
        }
        IdempotencyRecord record = codec.decode(item, sideItems.of(call, id));
        if (!replacement.seen().isSameRevision(record)) {
            return replacement.next().equals(record); // S6
        }
        PlacedResult placed = placed(replacement, call);
        Map<String, AttributeValue> next = swap.encode(call, id, item, replacement.next(), placed);
        return switch (requests.put(call, next, UnchangedCondition.of(codec.attributes(), item))) {
            case Reply.Written written -> {
                List<String> stale = new ArrayList<>(codec.sideItemIds(id, item));
                stale.removeAll(codec.sideItemIds(id, next));
                stale.forEach(side -> requests.delete(call, side));
                yield true;
            }
            case Reply.Refused refused -> shows(refused.item(), replacement, call);
        };
    }

    /** Writes the side item of a result before the record points at it (S7). */
    private @Nullable PlacedResult placed(Replacement replacement, Call call) {
        if (!(replacement.next() instanceof Completed completed)) {
            return null;
        }
        String id = replacement.recordId();
        PlacedResult placed = placement.place(id, completed.result(), call.name());
        SidePointer pointer = SidePointer.ofResult(completed.claim().id(), placed.digest());
        sideItems.write(call, id, pointer, placed, completed.windowEndsAt().plus(SideItems.MARGIN));
        return placed;
    }

    private boolean shows(@Nullable Map<String, AttributeValue> item, Replacement replacement, Call call) {
        return item != null
                && replacement.next().equals(codec.decode(item, sideItems.of(call, replacement.recordId())));
    }

    boolean remove(Removal removal, Call call) {
        String id = removal.recordId();
        return switch (requests.delete(call, id, UnchangedCondition.of(codec.attributes(), removal.seen()))) {
            case Reply.Written written -> {
                codec.sideItemIds(id, written.item()).forEach(side -> requests.delete(call, side));
                yield true;
            }
            case Reply.Refused refused -> refused.item() == null;
        };
    }
}

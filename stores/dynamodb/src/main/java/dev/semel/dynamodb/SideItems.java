// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Bytes that are kept beside a record, because they would make it large. They are written before the record points at
 * them, so an orphan is invisible (S7). They expire later than the record, so a pointer always has a target.
 */
final class SideItems {

    /** The least time by which a side item outlives its record. */
    static final Duration MARGIN = Duration.ofDays(1);

    /**
     * The life of the side items of a quarantined record: practically unlimited, although orphans disappear eventually.
     */
    static final Duration QUARANTINE = Duration.ofDays(3653);

    private final DynamoDbRequests requests;
    private final OversizedResults oversized;
    private final Statement keep;
    private final Map<String, String> writeOnceNames;

    SideItems(DynamoDbRequests requests, OversizedResults oversized) {
        this.requests = requests;
        this.oversized = oversized;
        Attributes names = requests.attributes();
        this.keep = Statement.of(names, Expressions.KEEP_SIDE_ITEM, Expressions.SIDE_ITEM_ENDS_BEFORE);
        this.writeOnceNames = names.namesIn(Expressions.SIDE_ITEM_LIVES_LONGER);
    }

    /** Writes the bytes of a result that are not kept in its record. */
    void write(Call call, String recordId, SidePointer pointer, PlacedResult placed, Instant keepUntil) {
        Blob bytes = placed.bytes();
        if (bytes == null) {
            return;
        }
        switch (placed.placement()) {
            case SIDE -> write(call, recordId, pointer, bytes, placed.requiredDeflated(), keepUntil);
            case OVERFLOW -> overflow(call, recordId, pointer, bytes, keepUntil);
            case NONE, INLINE -> {}
        }
    }

    /** Writes a side item. An existing one has the same bytes; its life is prolonged to {@code keepUntil} at least. */
    void write(
            Call call, String recordId, SidePointer pointer, Blob bytes, AttributeValue deflated, Instant keepUntil) {
        Attributes attributes = requests.attributes();
        Map<String, AttributeValue> item = new HashMap<>(attributes.key(pointer.itemId(recordId)));
        AttributeValue expiration = Values.seconds(keepUntil);
        item.put(attributes.name(Attribute.EXPIRATION), expiration);
        item.put(attributes.name(Attribute.SIZE), Values.number(bytes.size()));
        item.put(attributes.name(Attribute.DATA), deflated);
        Map<String, AttributeValue> values = Map.of(":expiration", expiration);
        requests.put(call, item, new UnchangedCondition(Expressions.SIDE_ITEM_LIVES_LONGER, writeOnceNames, values));
    }

    private void overflow(Call call, String recordId, SidePointer pointer, Blob bytes, Instant keepUntil) {
        OverflowStore store = overflowStore();
        if (store == null) {
            throw new IllegalStateException("A result overflows only into an overflow store");
        }
        Duration timeLeft = call.timeLeft();
        try {
            store.put(overflowName(pointer, recordId), bytes, keepUntil, timeLeft);
        } catch (RuntimeException e) {
            throw StoreException.unavailable(call.store() + "'s overflow store", call.name(), e);
        }
    }

    /** {@return a name without dots, so that no record id is a relative path to a store of files} */
    private static String overflowName(SidePointer pointer, String recordId) {
        return pointer.itemId(recordId).replace(".", "%2E");
    }

    /** Prolongs the life of a side item, never shortens it. */
    void keepUntil(Call call, String recordId, SidePointer pointer, long until) {
        requests.update(call, pointer.itemId(recordId), keep, Map.of(":expiration", Values.number(until)));
    }

    /** {@return the side items of the record with this id, read on demand} */
    SideValues of(Call call, String recordId) {
        return (pointer, placement) -> placement == Placement.OVERFLOW
                ? readOverflow(call, overflowName(pointer, recordId))
                : read(call, pointer.itemId(recordId));
    }

    /** {@return as {@link #of(Call, String)}, without reading again the items in {@code read}} */
    SideValues of(Call call, String recordId, Map<String, BatchRequests.Found> read) {
        SideValues others = of(call, recordId);
        return (pointer, placement) -> {
            BatchRequests.Found found = read.get(pointer.itemId(recordId));
            return found == null || placement == Placement.OVERFLOW
                    ? others.read(pointer, placement)
                    : inflate(found.item());
        };
    }

    private Blob read(Call call, String id) throws MissingSideItemException {
        return inflate(requests.get(call, id));
    }

    private Blob inflate(@Nullable Map<String, AttributeValue> item) throws MissingSideItemException {
        if (item == null) {
            throw new MissingSideItemException("its side item is gone");
        }
        Fields fields = new Fields(item, requests.attributes());
        try {
            byte[] deflated = Values.unwrapped(fields.required(Attribute.DATA));
            return Compression.inflate(deflated, Math.toIntExact(fields.number(Attribute.SIZE)));
        } catch (UnreadableItemException | ArithmeticException | DataFormatException e) {
            throw new MissingSideItemException("its side item is damaged");
        }
    }

    private Blob readOverflow(Call call, String name) throws MissingSideItemException {
        OverflowStore store = overflowStore();
        if (store == null) {
            throw new MissingSideItemException("it is in an overflow store, and this store was built without one");
        }
        Duration timeLeft = call.timeLeft();
        Optional<Blob> found;
        try {
            found = store.get(name, timeLeft);
        } catch (RuntimeException e) {
            throw StoreException.unavailable(call.store() + "'s overflow store", call.name(), e);
        }
        return found.orElseThrow(() -> new MissingSideItemException("the overflow store no longer has it"));
    }

    private @Nullable OverflowStore overflowStore() {
        return oversized instanceof OversizedResults.OverflowTo to ? to.store() : null;
    }
}

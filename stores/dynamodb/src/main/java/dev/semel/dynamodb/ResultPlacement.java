// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.StoredResult;
import dev.semel.store.StoreException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The choice of the place of results and recovery points. A failed conditional write is billed by the size of the
 * stored item, so records stay small: every duplicate then costs one write unit, whatever the size of the result.
 */
final class ResultPlacement {

    /** The bytes of a side item beside its id and its content: names, expiration and size, rounded up. */
    private static final int SIDE_ITEM_FRAME = 1024;

    /** The longest id of a side item, which is also the longest partition key. */
    private static final int LONGEST_ID = 2048;

    /** The largest content of a side item. */
    static final int SIDE_LIMIT = ItemSize.LIMIT - LONGEST_ID - SIDE_ITEM_FRAME;

    private final String store;
    private final int room;
    private final OversizedResults oversized;

    /**
     * Creates the choice.
     *
     * @param store the name of the store, for messages
     * @param room the bytes of a record for its id and its result, or for its recovery points
     * @param oversized the policy for results that no item can hold
     */
    ResultPlacement(String store, int room, OversizedResults oversized) {
        this.store = store;
        this.room = room;
        this.oversized = oversized;
    }

    /**
     * {@return the result and the place of its bytes}
     *
     * @throws StoreException before anything is written, if the result must be kept and cannot be (S10)
     */
    PlacedResult place(String recordId, StoredResult result, String call) {
        Blob bytes = PlacedResult.bytesOf(result);
        if (bytes == null) {
            return PlacedResult.of(result, Placement.NONE, null, null);
        }
        if (bytes.size() <= roomBeside(recordId) - detailBytes(result)) {
            return PlacedResult.of(result, Placement.INLINE, bytes, null);
        }
        if (bytes.size() > Compression.LIMIT) {
            return oversized(result, bytes, call, bytes.size(), Compression.LIMIT);
        }
        byte[] deflated = Compression.deflate(bytes);
        return deflated.length <= SIDE_LIMIT
                ? PlacedResult.of(result, Placement.SIDE, bytes, Values.wrapped(deflated))
                : oversized(result, bytes, call, deflated.length, SIDE_LIMIT);
    }

    private PlacedResult oversized(StoredResult result, Blob bytes, String call, long size, long limit) {
        return switch (oversized) {
            case OversizedResults.Refuse refuse -> throw tooLarge(call, size, limit);
            case OversizedResults.OverflowTo overflow -> PlacedResult.of(result, Placement.OVERFLOW, bytes, null);
            case OversizedResults.CompleteWithoutResult without ->
                PlacedResult.of(notKept(result, size, limit), Placement.NONE, null, null);
        };
    }

    /**
     * {@return the content of the side item of a recovery point}
     *
     * @throws StoreException before anything is written, if it is too large for a side item (S10)
     */
    AttributeValue deflated(Blob value, String call) {
        if (value.size() > Compression.LIMIT) {
            throw tooLarge(call, value.size(), Compression.LIMIT);
        }
        byte[] deflated = Compression.deflate(value);
        if (deflated.length > SIDE_LIMIT) {
            throw tooLarge(call, deflated.length, SIDE_LIMIT);
        }
        return Values.wrapped(deflated);
    }

    /** {@return the number of bytes that a record has for its result or its recovery points} */
    int roomBeside(String recordId) {
        return room - ItemSize.utf8(recordId);
    }

    private StoreException tooLarge(String call, long bytes, long limit) {
        return StoreException.tooLarge(
                store,
                call,
                bytes,
                limit,
                "store less, such as a reference; or for results set oversizedResults(...) when the store is built");
    }

    private static StoredResult notKept(StoredResult result, long bytes, long limit) {
        String what = limit == SIDE_LIMIT ? " bytes after compression, more than the " : " bytes, more than the ";
        return new StoredResult.Missing("not kept: " + bytes + what + limit + " of an item", result.digest());
    }

    private static int detailBytes(StoredResult result) {
        return result instanceof StoredResult.FinalFailure failure ? ItemSize.utf8(failure.type()) : 0;
    }
}

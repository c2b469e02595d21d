// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.StoredResult;
import dev.semel.store.StoreException;
import java.nio.charset.StandardCharsets;

/**
 * Decides where the bytes of results and recovery points go. A failed conditional write is billed by the size of the
 * item that is there, so records stay small: every duplicate then costs one write unit, whatever the result's size.
 *
 * @param store names the store, for messages
 * @param room how many bytes of a record are for its id and its result, or for its recovery points
 * @param oversized what becomes of what no item can hold
 */
record ResultPlacement(String store, int room, OversizedResults oversized) {

    /** What a side item takes beside its id and its bytes: names, expiration and size, generously. */
    private static final int SIDE_ITEM_FRAME = 1024;

    /** The longest id of a side item, which is also the longest partition key. */
    private static final int LONGEST_ID = 2048;

    /** The most bytes that a side item holds. */
    static final int SIDE_LIMIT = ItemSize.LIMIT - LONGEST_ID - SIDE_ITEM_FRAME;

    /** Throws, before anything was written, when the result cannot be kept and must be (S10). */
    PlacedResult place(String recordId, StoredResult result, String call) {
        Blob bytes = PlacedResult.bytesOf(result);
        if (bytes == null) {
            return new PlacedResult(result, Placement.NONE, null, null);
        }
        if (bytes.size() <= roomBeside(recordId) - detailBytes(result)) {
            return new PlacedResult(result, Placement.INLINE, bytes, null);
        }
        byte[] deflated = Compression.deflate(bytes);
        if (deflated.length <= SIDE_LIMIT) {
            return new PlacedResult(result, Placement.SIDE, bytes, Values.wrapped(deflated));
        }
        return switch (oversized) {
            case OversizedResults.Refuse refuse -> throw tooLarge(call, deflated.length);
            case OversizedResults.OverflowTo overflow -> new PlacedResult(result, Placement.OVERFLOW, bytes, null);
            case OversizedResults.CompleteWithoutResult without ->
                new PlacedResult(notKept(result, deflated.length), Placement.NONE, null, null);
        };
    }

    /** Returns what a record can take of results or recovery points. */
    int roomBeside(String recordId) {
        return room - recordId.getBytes(StandardCharsets.UTF_8).length;
    }

    StoreException tooLarge(String call, long bytes) {
        return StoreException.tooLarge(
                store,
                call,
                bytes,
                SIDE_LIMIT,
                "store less, such as a reference; or for results set oversizedResults(...) when the store is built");
    }

    private static StoredResult notKept(StoredResult result, long bytes) {
        return new StoredResult.Missing(
                "not kept: " + bytes + " bytes after compression, more than the " + SIDE_LIMIT + " of an item",
                result.digest());
    }

    private static int detailBytes(StoredResult result) {
        return result instanceof StoredResult.FinalFailure failure
                ? failure.type().getBytes(StandardCharsets.UTF_8).length
                : 0;
    }
}

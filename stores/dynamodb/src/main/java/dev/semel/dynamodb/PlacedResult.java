// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.StoredResult;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A result, and where its bytes go.
 *
 * @param result what the record shows; {@code Missing} when it is not kept
 * @param placement where its bytes go
 * @param bytes its bytes; null for none
 * @param deflated what a side item holds; null unless there is one
 */
record PlacedResult(
        StoredResult result,
        Placement placement,
        @Nullable Blob bytes,
        @Nullable AttributeValue deflated) {

    static @Nullable Blob bytesOf(StoredResult result) {
        return switch (result) {
            case StoredResult.Success success -> success.value();
            case StoredResult.FinalFailure failure -> failure.value();
            case StoredResult.Missing missing -> null;
        };
    }

    /** Returns what the side item of a result with this placement holds. */
    AttributeValue requiredDeflated() {
        if (deflated == null) {
            throw new IllegalStateException("Only a result kept in a side item is deflated");
        }
        return deflated;
    }
}

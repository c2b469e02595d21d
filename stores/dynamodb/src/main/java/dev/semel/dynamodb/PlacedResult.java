// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.ResultDigest;
import dev.semel.model.StoredResult;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A result and the place of its bytes.
 *
 * @param result the result as the record shows it; {@code Missing} if it is not kept
 * @param digest its digest, computed once: it covers all bytes
 * @param placement the place of its bytes
 * @param bytes its bytes; null for none
 * @param deflated the content of its side item; null if there is none
 */
record PlacedResult(
        StoredResult result,
        ResultDigest digest,
        Placement placement,
        @Nullable Blob bytes,
        @Nullable AttributeValue deflated) {

    static PlacedResult of(
            StoredResult result, Placement placement, @Nullable Blob bytes, @Nullable AttributeValue deflated) {
        return new PlacedResult(result, result.digest(), placement, bytes, deflated);
    }

    static @Nullable Blob bytesOf(StoredResult result) {
        if (result instanceof StoredResult.Success success) {
            return success.value();
        }
        return result instanceof StoredResult.FinalFailure failure ? failure.value() : null;
    }

    /** {@return the content of the side item, for a result that has one} */
    AttributeValue requiredDeflated() {
        if (deflated == null) {
            throw new IllegalStateException("Only a result kept in a side item is deflated");
        }
        return deflated;
    }
}

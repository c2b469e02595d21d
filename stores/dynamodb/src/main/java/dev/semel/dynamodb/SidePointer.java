// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ResultDigest;
import dev.semel.model.Sha256;

/**
 * A pointer to bytes that are kept beside a record: the claim that wrote them and a digest of their content. The digest
 * is a part of the name, so a claim that writes another value under the same step, and is fenced afterwards, has
 * changed nothing (S5).
 *
 * @param claim the claim that wrote the bytes
 * @param digest the digest of a result, or of a recovery point's name and value
 */
record SidePointer(ClaimId claim, String digest) {

    static SidePointer ofResult(ClaimId claim, ResultDigest digest) {
        return new SidePointer(claim, digest.value());
    }

    static SidePointer ofPoint(ClaimId claim, String step, Blob value) {
        return new SidePointer(claim, new Sha256().text(step).plain(value).base64Url());
    }

    /** {@return the pointer that {@link #text()} wrote} */
    static SidePointer parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new UnreadableItemException("the pointer to a side item is malformed");
        }
        return new SidePointer(new ClaimId(text.substring(0, slash)), text.substring(slash + 1));
    }

    String text() {
        return claim.value() + "/" + digest;
    }

    /** {@return the id of the side item; a record id has two slashes, this one has four (S13)} */
    String itemId(String recordId) {
        return recordId + "/" + text();
    }
}

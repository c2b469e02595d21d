// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ResultDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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
        byte[] name = step.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha256 = sha256();
        sha256.update(ByteBuffer.allocate(4).putInt(name.length).array());
        sha256.update(name);
        sha256.update(value.toByteArray());
        return new SidePointer(claim, Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest()));
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, this one does not", e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import dev.semel.model.Sha256;
import dev.semel.model.Text;
import java.util.Objects;

/**
 * The place of stored bytes: the record and the part of it. A {@link Wrapping} binds it, so that bytes which were moved
 * to another record or part are refused.
 *
 * @param tenant the tenant of the key; may be empty
 * @param operation the name of the operation, which is the scope of the key
 * @param keyDigest 43 characters: the SHA-256, as base64url, of an injective encoding of the key as the store has it.
 *     Whoever can guess a key can make its digest, unless identities are keyed
 * @param part the part of the record
 */
public record RecordContext(String tenant, String operation, String keyDigest, RecordPart part) {

    /** Validates that every part is there. */
    public RecordContext {
        Text.requireEncodable(Objects.requireNonNull(tenant, "tenant"), "tenant");
        Objects.requireNonNull(part, "part");
        Text.requireFilled(Objects.requireNonNull(operation, "operation"), "operation");
        if (Objects.requireNonNull(keyDigest, "keyDigest").length() != 43) {
            throw new IllegalArgumentException("keyDigest must have 43 characters, has " + keyDigest.length());
        }
    }

    /**
     * {@return the context of a part of the record of {@code key}}
     *
     * @param key the key, as the store has it
     * @param part the part of the record
     */
    public static RecordContext of(IdempotencyKey key, RecordPart part) {
        String digest = new Sha256()
                .text("semel-key-1")
                .text(key.tenant())
                .text(key.scope())
                .text(key.value())
                .base64Url();
        return new RecordContext(key.tenant(), key.scope(), digest, part);
    }

    /**
     * {@return the one injective encoding of the context, for the associated data of an encryption} Pinned by golden
     * values: stored bytes are bound to it, so that a change is a new storage format.
     */
    public Blob encoded() {
        return Blob.utf8(
                switch (part) {
                    case RecordPart.Result result -> encoded("result", "");
                    case RecordPart.Failure failure -> encoded("failure", failure.type());
                    case RecordPart.StepResult step -> encoded("step", step.step());
                });
    }

    private String encoded(String kind, String name) {
        return LengthPrefixed.list("semel-context-1", tenant, operation, keyDigest, kind, name);
    }

    @Override
    public String toString() {
        return "RecordContext[tenant=" + PrintableText.name(tenant) + ", operation=" + PrintableText.name(operation)
                + ", keyDigest=" + PrintableText.name(keyDigest) + ", part=" + part + "]";
    }
}

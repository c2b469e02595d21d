// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import dev.semel.model.PrintableText;
import java.util.Objects;
import java.util.Optional;

/**
 * The name of one record, as an operator gives it.
 *
 * @param recordId the record id
 * @param stored the key as the store has it; empty if the id does not show it, because a part of it is hashed or
 *     another
 *     library's form
 * @param intent the key as the caller's operation made it, for effect keys; empty if it is not known, because
 *     identities
 *     are keyed
 */
public record RecordName(String recordId, Optional<IdempotencyKey> stored, Optional<IdempotencyKey> intent) {

    private static final String KEYED = "hmac:";

    /** Validates the parts. */
    public RecordName {
        if (Objects.requireNonNull(recordId, "recordId").isEmpty()) {
            throw new IllegalArgumentException("recordId is empty");
        }
        Objects.requireNonNull(stored, "stored");
        Objects.requireNonNull(intent, "intent");
    }

    /**
     * {@return the name of the record with an id}
     *
     * @param recordId the record id, such as {@code acme/charge/order-42}
     */
    public static RecordName ofId(String recordId) {
        Optional<IdempotencyKey> stored = RecordIdParts.keyOf(recordId);
        return new RecordName(
                recordId, stored, stored.filter(key -> !key.value().startsWith(KEYED)));
    }

    /**
     * {@return the name of the record of a caller's key}
     *
     * @param key the key of the caller
     * @param identity the secret under which identities are stored; {@link IdentityKey#plain()} for none
     */
    public static RecordName ofKey(IdempotencyKey key, IdentityKey identity) {
        IdempotencyKey stored = identity.keyed(key);
        return new RecordName(stored.recordId(), Optional.of(stored), Optional.of(key));
    }

    /** {@return the record id, cut and in printable characters, for texts} */
    public String shown() {
        return PrintableText.ascii(recordId, 200);
    }

    /** Shows no record id, which holds a key. */
    @Override
    public String toString() {
        return "RecordName[" + (stored.isPresent() ? "a key" : "an id") + "]";
    }
}

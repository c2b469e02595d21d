// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.util.Objects;

/**
 * Names one logical operation: the same key means the same intent.
 *
 * @param tenant the tenant; may be empty
 * @param scope the name of the operation; never empty
 * @param value the intent of the caller, such as an order number; never empty
 */
public record IdempotencyKey(String tenant, String scope, String value) {

    /**
     * Validates the parts.
     *
     * @throws IllegalArgumentException if scope or value is empty, or a part has an unpaired surrogate; the message
     *     names the part and never shows it
     */
    public IdempotencyKey {
        Text.requireEncodable(Objects.requireNonNull(tenant, "tenant"), "tenant");
        Text.requireFilled(Objects.requireNonNull(scope, "scope"), "scope");
        Text.requireFilled(Objects.requireNonNull(value, "value"), "value");
    }

    /**
     * {@return the key without a tenant}
     *
     * @param scope the name of the operation; never empty
     * @param value the intent of the caller
     */
    public static IdempotencyKey of(String scope, String value) {
        return new IdempotencyKey("", scope, value);
    }

    /** {@return the key's record id, by the one injective encoding of {@link RecordId} (S13)} */
    public String recordId() {
        return RecordId.of(this);
    }

    /**
     * {@return the key for messages and logs: scope and value, each cut to at most 40 characters, with everything but
     * printable ASCII shown as {@code ?}, so that no key can forge a line}
     */
    public String brief() {
        return Text.brief(scope) + "/" + Text.brief(value);
    }

    /** {@return {@link #brief()}: never the whole of a long key, and no tenant} */
    @Override
    public String toString() {
        return brief();
    }
}

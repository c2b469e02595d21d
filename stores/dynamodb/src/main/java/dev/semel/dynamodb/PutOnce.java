// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A request to put an item if there is none. Immutable and thread-safe. See {@link SingleWrites#putOnce}. */
public final class PutOnce {

    private final Map<String, AttributeValue> item;
    private final @Nullable ItemCondition replaceable;
    private final @Nullable String nonce;

    private PutOnce(Map<String, AttributeValue> item, @Nullable ItemCondition replaceable, @Nullable String nonce) {
        this.item = Map.copyOf(item);
        this.replaceable = replaceable;
        this.nonce = nonce;
    }

    /**
     * {@return the put of an item}
     *
     * @param item the whole item with its key, and without a nonce
     */
    public static PutOnce of(Map<String, AttributeValue> item) {
        return new PutOnce(item, null, null);
    }

    /**
     * {@return this put, which also replaces an existing item that meets {@code condition}, such as one that has
     * expired} An existing item that does not meet it makes the put a duplicate. Default: every existing item does.
     *
     * @param condition the condition on the existing item
     */
    public PutOnce replacing(ItemCondition condition) {
        return new PutOnce(item, Objects.requireNonNull(condition, "condition"), nonce);
    }

    /**
     * {@return this put with a nonce of the caller's} Every put with the same nonce, in any process, is answered with
     * {@link PutOnceAnswer.Inserted}. Default: a new random nonce for each call.
     *
     * @param value the nonce, 1 to 256 characters
     */
    public PutOnce nonce(String value) {
        return new PutOnce(item, replaceable, SingleWrites.requireNonce(value));
    }

    Map<String, AttributeValue> item() {
        return item;
    }

    Optional<ItemCondition> replaceable() {
        return Optional.ofNullable(replaceable);
    }

    Optional<String> nonce() {
        return Optional.ofNullable(nonce);
    }
}

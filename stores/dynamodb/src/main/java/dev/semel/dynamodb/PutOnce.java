// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Asks to put an item unless it is there. Immutable and thread-safe. See {@link SingleWrites#putOnce}. */
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
     * Returns the put of an item.
     *
     * @param item the whole item with its key, and without a nonce
     */
    public static PutOnce of(Map<String, AttributeValue> item) {
        return new PutOnce(item, null, null);
    }

    /**
     * Returns this put, which also replaces an item that is there and meets {@code condition}, such as one that has
     * expired. An item that does not meet it is a duplicate. Default: every item that is there is one.
     */
    public PutOnce replacing(ItemCondition condition) {
        return new PutOnce(item, Objects.requireNonNull(condition, "condition"), nonce);
    }

    /**
     * Returns this put under a nonce of the caller's: whoever puts under the same one, in whatever process, is told
     * {@link PutOnceAnswer.Inserted} too. Default: a new random one for each call.
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

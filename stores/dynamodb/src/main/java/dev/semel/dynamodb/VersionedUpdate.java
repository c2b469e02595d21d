// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A request to update an item if it has the version that the caller saw. No further condition is needed: at that
 * version the item is as the caller saw it. Immutable and thread-safe. See {@link SingleWrites#updateVersioned}.
 */
public final class VersionedUpdate {

    private final Map<String, AttributeValue> key;
    private final long expectedVersion;
    private final String expression;
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final @Nullable String nonce;

    private VersionedUpdate(
            Map<String, AttributeValue> key,
            long expectedVersion,
            String expression,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            @Nullable String nonce) {
        this.key = Map.copyOf(key);
        this.expectedVersion = expectedVersion;
        this.expression = Objects.requireNonNull(expression, "expression");
        this.names = Map.copyOf(names);
        this.values = Map.copyOf(values);
        this.nonce = nonce;
        if (expectedVersion < 0 || expectedVersion == Long.MAX_VALUE) {
            throw new IllegalArgumentException("expectedVersion must be 0 to 2^63 - 2, is " + expectedVersion);
        }
        ItemTexts.requireForeign(names, values);
    }

    /**
     * {@return an update}
     *
     * @param key the item's key
     * @param expectedVersion the version that the caller saw, from 0
     * @param expression the update expression; must mention neither version nor nonce, which are set beside it
     * @param names the attribute names of its {@code #} placeholders; none may begin with {@code #semel_}
     * @param values the values of its {@code :} placeholders; none may begin with {@code :semel_}
     */
    public static VersionedUpdate of(
            Map<String, AttributeValue> key,
            long expectedVersion,
            String expression,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        return new VersionedUpdate(key, expectedVersion, expression, names, values, null);
    }

    /**
     * {@return this update with a nonce of the caller's} Every repetition with the same nonce, in any process, is
     * answered with {@link VersionedAnswer.Updated}. Default: a new random nonce for each call.
     *
     * @param value the nonce, 1 to 256 characters
     */
    public VersionedUpdate nonce(String value) {
        return new VersionedUpdate(key, expectedVersion, expression, names, values, SingleWrites.requireNonce(value));
    }

    Map<String, AttributeValue> key() {
        return key;
    }

    long expectedVersion() {
        return expectedVersion;
    }

    String expression() {
        return expression;
    }

    Map<String, String> names() {
        return names;
    }

    Map<String, AttributeValue> values() {
        return values;
    }

    Optional<String> nonce() {
        return Optional.ofNullable(nonce);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Asks to update an item that has the version which the caller saw. It needs no condition of its own: at that version the
 * item is as the caller saw it. Immutable and thread-safe. See {@link SingleWrites#updateVersioned}.
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
     * Returns an update.
     *
     * @param key the item's key
     * @param expectedVersion the version that the caller saw, from 0
     * @param expression the update expression; must mention neither version nor nonce, which are set beside it
     * @param names what its {@code #} placeholders stand for; none may begin with {@code #semel_}
     * @param values what its {@code :} placeholders stand for; none may begin with {@code :semel_}
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
     * Returns this update under a nonce of the caller's: whoever repeats it under the same one, in whatever process, is
     * told {@link VersionedAnswer.Updated} too. Default: a new random one for each call.
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

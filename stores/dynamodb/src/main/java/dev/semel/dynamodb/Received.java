// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.store.StoreException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Checks of DynamoDB's answers before anything is decided by them. A malformed answer, such as one with a null in an
 * item or with another record's item, proves nothing: the request may have been applied or not.
 */
final class Received {

    private Received() {}

    /** {@return whether no name and no value in the item is null, at any depth} */
    static boolean isWhole(@Nullable Map<String, AttributeValue> item) {
        if (item == null) {
            return false;
        }
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            if (attribute.getKey() == null || !isWhole(attribute.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(@Nullable AttributeValue value) {
        if (value == null || (value.hasM() && !isWhole(value.m()))) {
            return false;
        }
        List<AttributeValue> elements = value.hasL() ? value.l() : List.of();
        for (AttributeValue element : elements) {
            if (!isWhole(element)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the item is whole, and its record id is {@code id}} */
    static boolean isItemOf(String id, Attributes attributes, @Nullable Map<String, AttributeValue> item) {
        if (item == null || !isWhole(item)) {
            return false;
        }
        AttributeValue value = item.get(attributes.name(Attribute.ID));
        return value != null && id.equals(value.s());
    }

    /** {@return the failure of a call whose answer is malformed} */
    static StoreException malformed(Call call, String action) {
        return StoreException.unavailable(
                call.store(), call.name(), new IllegalStateException("the answer to " + action + " is malformed"));
    }
}

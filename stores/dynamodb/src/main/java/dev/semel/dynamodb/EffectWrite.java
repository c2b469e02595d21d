// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * One of the caller's writes, and what can be said of its item before it is sent.
 *
 * @param action the write
 * @param table the name or ARN of its table
 * @param attributes its whole item when {@code isPut}, else its key
 * @param isPut whether it is a put
 * @param keyAttributes the names of its key's attributes; empty when they are not known
 * @param values the values that its expressions mention
 */
record EffectWrite(
        TransactWriteItem action,
        String table,
        Map<String, AttributeValue> attributes,
        boolean isPut,
        Set<String> keyAttributes,
        Map<String, AttributeValue> values) {

    /**
     * Reads a write.
     *
     * @param named the key's attributes, for a put whose caller names them
     * @param index its place among the writes, for messages
     */
    static EffectWrite of(TransactWriteItem action, Set<String> named, int index) {
        int kinds = 0;
        for (Object kind :
                new @Nullable Object[] {action.put(), action.update(), action.delete(), action.conditionCheck()}) {
            kinds += kind == null ? 0 : 1;
        }
        if (kinds != 1) {
            throw new IllegalArgumentException(
                    "writes[" + index + "] must be one of put, update, delete and condition check, is " + kinds);
        }
        EffectWrite write = read(action, named);
        if (write.table().isEmpty() || write.attributes().isEmpty()) {
            throw new IllegalArgumentException("writes[" + index + "] names no table, or neither an item nor a key");
        }
        return write;
    }

    private static EffectWrite read(TransactWriteItem action, Set<String> named) {
        Put put = action.put();
        if (put != null) {
            return new EffectWrite(
                    action,
                    Objects.requireNonNullElse(put.tableName(), ""),
                    put.item(),
                    true,
                    named,
                    put.expressionAttributeValues());
        }
        Update update = action.update();
        if (update != null) {
            return keyed(action, update.tableName(), update.key(), update.expressionAttributeValues());
        }
        Delete delete = action.delete();
        if (delete != null) {
            return keyed(action, delete.tableName(), delete.key(), delete.expressionAttributeValues());
        }
        ConditionCheck check = action.conditionCheck();
        return keyed(action, check.tableName(), check.key(), check.expressionAttributeValues());
    }

    private static EffectWrite keyed(
            TransactWriteItem action,
            @Nullable String table,
            Map<String, AttributeValue> key,
            Map<String, AttributeValue> values) {
        return new EffectWrite(action, Objects.requireNonNullElse(table, ""), key, false, key.keySet(), values);
    }

    /** Returns its table's name: one transaction stays in one account and Region, so ARNs add nothing. */
    String tableName() {
        return simpleName(table);
    }

    static String simpleName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /** Returns at least how many bytes it counts in a transaction: an update's item is not known here. */
    long bytes() {
        return ItemSize.of(attributes) + (isPut ? 0 : ItemSize.of(values));
    }
}

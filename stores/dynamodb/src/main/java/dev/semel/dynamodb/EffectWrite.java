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
 * One of the caller's writes, with the properties of its item that are known before it is sent.
 *
 * @param action the write
 * @param table the name or ARN of its table
 * @param attributes its whole item if {@code isPut}, otherwise its key
 * @param isPut whether it is a put
 * @param keyAttributes the names of its key's attributes; empty if they are not known
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
     * {@return the write}
     *
     * @param action the write, as the caller built it
     * @param named the names of the key attributes, for a put whose caller gives them
     * @param index its index among the writes, for messages
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

    /** {@return the table's name} A transaction stays in one account and Region, so the rest of an ARN adds nothing. */
    String tableName() {
        return simpleName(table);
    }

    static String simpleName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /** {@return a lower bound of its bytes in a transaction; the item that an update changes is not known here} */
    long bytes() {
        return ItemSize.of(attributes) + (isPut ? 0 : ItemSize.of(values));
    }
}

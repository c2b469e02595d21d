// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items that the writes of one transaction are on, as far as their keys are known. */
final class TransactionItems {

    private static final int RECORD = -1;

    private record Target(String table, Map<String, AttributeValue> key) {}

    private final List<EffectWrite> writes;
    private final Map<String, Set<String>> keyAttributes = new HashMap<>();
    private final Map<Target, Integer> found = new HashMap<>();

    TransactionItems(List<EffectWrite> writes) {
        this.writes = writes;
    }

    /** Refuses two writes on one item. */
    void requireDistinct() {
        for (int i = 0; i < writes.size(); i++) {
            learn(writes.get(i).tableName(), writes.get(i).keyAttributes(), i);
        }
        for (int i = 0; i < writes.size(); i++) {
            Map<String, AttributeValue> key = keyOf(writes.get(i), i);
            if (key != null) {
                add(new Target(writes.get(i).tableName(), key), i);
            }
        }
    }

    /** Also refuses a write on the record with this key. */
    void requireDistinctFrom(String recordTable, Map<String, AttributeValue> recordKey) {
        String table = EffectWrite.simpleName(recordTable);
        learn(table, recordKey.keySet(), RECORD);
        found.put(new Target(table, normal(recordKey)), RECORD);
        requireDistinct();
    }

    private void learn(String table, Set<String> names, int index) {
        Set<String> known = names.isEmpty() ? names : keyAttributes.putIfAbsent(table, names);
        if (known != null && !known.equals(names)) {
            throw new IllegalArgumentException("writes[" + index + "] says that the key of table '" + table + "' is "
                    + names + ", but it is " + known);
        }
    }

    private @Nullable Map<String, AttributeValue> keyOf(EffectWrite write, int index) {
        Set<String> names = keyAttributes.get(write.tableName());
        if (names == null) {
            return null;
        }
        Map<String, AttributeValue> key = new HashMap<>(write.attributes());
        key.keySet().retainAll(names);
        if (key.size() < names.size()) {
            throw new IllegalArgumentException(
                    "writes[" + index + "] lacks a part of the key " + names + " of table '" + write.tableName() + "'");
        }
        return normal(key);
    }

    private void add(Target target, int index) {
        Integer earlier = found.putIfAbsent(target, index);
        if (earlier == null) {
            return;
        }
        throw new IllegalArgumentException(
                earlier == RECORD
                        ? "writes[" + index + "] is on the idempotency record itself, which only the store writes"
                        : "writes[" + earlier + "] and writes[" + index + "] are on one item of table '"
                                + target.table()
                                + "'; DynamoDB makes one write for each item of a transaction, so merge them");
    }

    /** Numbers are equal by value: {@code 1} and {@code 1.0} are one key. */
    private static Map<String, AttributeValue> normal(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> normal = new TreeMap<>();
        key.forEach((name, value) -> normal.put(name, value.n() == null ? value : number(value)));
        return normal;
    }

    private static AttributeValue number(AttributeValue value) {
        try {
            return AttributeValue.fromN(
                    new BigDecimal(value.n()).stripTrailingZeros().toPlainString());
        } catch (NumberFormatException e) {
            return value; // not a number, so DynamoDB refuses it
        }
    }
}

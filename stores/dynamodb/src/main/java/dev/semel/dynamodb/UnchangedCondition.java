// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.IdempotencyRecord.Known;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The condition of a compare-and-swap: the item is what was seen.
 *
 * @param condition the condition
 * @param names what its {@code #} placeholders stand for
 * @param values what its {@code :} placeholders stand for
 */
record UnchangedCondition(String condition, Map<String, String> names, Map<String, AttributeValue> values) {

    /** Returns the condition that the table holds exactly {@code item}; nothing when that is null. */
    static UnchangedCondition of(Attributes attributes, @Nullable Map<String, AttributeValue> item) {
        if (item == null) {
            return nothing(attributes);
        }
        Fields fields = new Fields(item, attributes);
        return PowertoolsItems.isOne(fields)
                ? everyAttribute(attributes, item)
                : unchanged(
                        attributes,
                        fields.required(Attribute.CLAIM),
                        fields.required(Attribute.FENCE),
                        fields.required(Attribute.REVISION));
    }

    /** Returns the condition that the table holds nothing. */
    static UnchangedCondition nothing(Attributes attributes) {
        return new UnchangedCondition(Expressions.ABSENT, attributes.namesInConstant(Expressions.ABSENT), Map.of());
    }

    /** Returns the condition that the table holds exactly {@code record}: each write counts the revision on. */
    static UnchangedCondition of(Attributes attributes, Known record) {
        return unchanged(
                attributes,
                Values.text(record.claim().id().value()),
                Values.number(record.claim().fence()),
                Values.number(record.revision()));
    }

    private static UnchangedCondition unchanged(
            Attributes attributes, AttributeValue claim, AttributeValue fence, AttributeValue revision) {
        Map<String, AttributeValue> values = Map.of(
                ":seen_claim", claim,
                ":seen_fence", fence,
                ":seen_revision", revision,
                ":format", Values.number(ItemCodec.FORMAT));
        return new UnchangedCondition(Expressions.UNCHANGED, attributes.namesInConstant(Expressions.UNCHANGED), values);
    }

    /** Records of others have no revision: every attribute is compared, and those that are not there. */
    private static UnchangedCondition everyAttribute(Attributes attributes, Map<String, AttributeValue> item) {
        StringBuilder condition = new StringBuilder();
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        Map<String, AttributeValue> others = new HashMap<>(item);
        others.keySet().removeAll(attributes.keyNames()); // the key is what the item is found by
        others.forEach((name, value) -> {
            int i = names.size();
            names.put("#seen_" + i, name);
            values.put(":seen_" + i, value);
            condition.append(i == 0 ? "" : " AND ").append("#seen_" + i + " = :seen_" + i);
        });
        for (Attribute attribute : Attribute.values()) {
            if (!item.containsKey(attributes.name(attribute))) {
                names.put(attribute.placeholder(), attributes.name(attribute));
                condition.append(" AND attribute_not_exists(" + attribute.placeholder() + ")");
            }
        }
        return new UnchangedCondition(condition.toString(), names, values);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.IdempotencyRecord.Known;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The condition of a compare-and-swap: the stored item is the one that was seen.
 *
 * @param condition the condition
 * @param names the attribute names of its {@code #} placeholders
 * @param values the values of its {@code :} placeholders
 */
record UnchangedCondition(String condition, Map<String, String> names, Map<String, AttributeValue> values) {

    /** {@return the condition that the table holds exactly {@code item}, or no item if it is null} */
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

    /** {@return the condition that the table holds no item} */
    static UnchangedCondition nothing(Attributes attributes) {
        return new UnchangedCondition(Expressions.ABSENT, attributes.namesInConstant(Expressions.ABSENT), Map.of());
    }

    /** {@return the condition that the table holds exactly {@code record}: each write increases the revision} */
    static UnchangedCondition of(Attributes attributes, Known record) {
        return unchanged(
                attributes,
                Values.text(record.claim().id().value()),
                Values.number(record.claim().fence()),
                Values.number(record.revision()));
    }

    /** {@return the condition that the table holds the claim of {@code next} as it was at that revision} */
    static UnchangedCondition before(Attributes attributes, Map<String, AttributeValue> next, long revision) {
        Fields fields = new Fields(next, attributes);
        return unchanged(
                attributes,
                fields.required(Attribute.CLAIM),
                fields.required(Attribute.FENCE),
                Values.number(revision));
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

    /** Foreign (Powertools) items have no revision, so all attributes are compared, including absent ones. */
    private static UnchangedCondition everyAttribute(Attributes attributes, Map<String, AttributeValue> item) {
        StringBuilder condition = new StringBuilder();
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        Map<String, AttributeValue> others = new HashMap<>(item);
        others.keySet().removeAll(attributes.keyNames()); // the item was found by its key
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

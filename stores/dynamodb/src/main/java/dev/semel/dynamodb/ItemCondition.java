// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.PrintableText;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition on an item. Placeholders must not begin with {@code #semel_} or {@code :semel_}.
 *
 * @param expression the condition expression
 * @param names the attribute names of its {@code #} placeholders; may be empty
 * @param values the values of its {@code :} placeholders; may be empty
 */
public record ItemCondition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {

    /** Validates and copies every part. */
    public ItemCondition {
        Objects.requireNonNull(expression, "expression");
        names = Map.copyOf(names);
        values = Map.copyOf(values);
        if (expression.isBlank()) {
            throw new IllegalArgumentException("expression is empty");
        }
        ItemTexts.requireForeign(names, values);
    }

    /** Shows the expression, never the values. */
    @Override
    public String toString() {
        return PrintableText.shown("ItemCondition[" + expression + "]");
    }
}

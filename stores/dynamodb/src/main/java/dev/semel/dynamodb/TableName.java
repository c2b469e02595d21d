// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.PrintableText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A check of the names that a user configures, so that a variable that is not set or a placeholder that was not
 * replaced is refused when a store is built, not by its first call ("Quotas and limits in Amazon DynamoDB" of the
 * developer guide, naming rules).
 */
final class TableName {

    private static final String NAME = "[a-zA-Z0-9_.-]{3,255}";
    private static final Pattern TABLE =
            Pattern.compile(NAME + "|arn:[a-z0-9-]+:dynamodb:[a-z0-9-]+:[0-9]{12}:table/" + NAME);
    private static final String PLACEHOLDER = "\\$|\\{\\{|<[^>]*>|%[A-Za-z_]+%";

    private TableName() {}

    /**
     * {@return the name or ARN of a table}
     *
     * @throws IllegalArgumentException if DynamoDB can have no such table
     */
    static String require(@Nullable String table) {
        if (table == null || table.isBlank()) {
            throw new IllegalArgumentException(
                    "table is " + (table == null ? "null" : table.isEmpty() ? "empty" : "blank")
                            + "; give the name or ARN of the table, and if it comes from an environment variable, set"
                            + " that one");
        }
        if (!TABLE.matcher(table).matches()) {
            String remedy =
                    Pattern.compile(PLACEHOLDER).matcher(table).find() ? ". A placeholder in it was not replaced" : "";
            throw new IllegalArgumentException("table must be a name of 3 to 255 of [a-zA-Z0-9_.-], or an ARN such as"
                    + " arn:aws:dynamodb:eu-west-1:123456789012:table/NAME, is '" + PrintableText.name(table) + "'"
                    + remedy);
        }
        return table;
    }
}

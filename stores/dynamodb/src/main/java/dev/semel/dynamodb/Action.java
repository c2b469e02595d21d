// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Set;
import java.util.TreeSet;

/**
 * One kind of request, with the remedies that its error messages name.
 *
 * @param name its name, such as {@code dynamodb:UpdateItem}
 * @param permissions the permissions that a role needs for it
 * @param whenInvalid the likely mistake if DynamoDB calls the request invalid; follows the name in a message
 * @param whenTooLarge the remedy if an item would be too large
 */
record Action(String name, String permissions, String whenInvalid, String whenTooLarge) {

    /**
     * {@return the kind of a request on a record or its side items}
     *
     * @param name its name
     * @param keyNames the names of the key attributes that the store expects
     */
    static Action onRecord(String name, Set<String> keyNames) {
        String keys = "'" + String.join("' and '", new TreeSet<>(keyNames)) + "'";
        return new Action(
                name,
                name + " on the table",
                "does not fit the table: its key must be " + keys + ", of type S; use a table with this key schema, or"
                        + " name its attributes with attributeName and sortKey of the store's builder. If the key is"
                        + " right, an index has an attribute of the store as its key, by another type: remove the index",
                "fewer or smaller recovery points");
    }
}

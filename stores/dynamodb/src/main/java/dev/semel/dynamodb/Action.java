// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * One kind of request, with the remedies that its error messages name.
 *
 * @param name its name, such as {@code dynamodb:UpdateItem}
 * @param permissions the permissions that a role needs for it
 * @param whenInvalid the likely mistake if DynamoDB calls the request invalid; follows the name in a message
 * @param whenTooLarge the remedy if an item would be too large
 */
record Action(String name, String permissions, String whenInvalid, String whenTooLarge) {

    /** {@return the kind of a request on a record or its side items} */
    static Action onRecord(String name) {
        return new Action(
                name,
                name + " on the table",
                "does not fit the table; compare its key schema with the store's attribute names",
                "fewer or smaller recovery points");
    }
}

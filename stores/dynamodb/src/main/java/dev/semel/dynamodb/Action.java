// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * A request, and what its sender can do when it fails for good.
 *
 * @param name its name, such as {@code dynamodb:UpdateItem}
 * @param permissions what a role must be allowed
 * @param whenInvalid what is wrong, follows the name, when DynamoDB calls it invalid
 * @param whenTooLarge what helps when an item would be too large
 */
record Action(String name, String permissions, String whenInvalid, String whenTooLarge) {

    /** Returns a request on a record or its side items. */
    static Action onRecord(String name) {
        return new Action(
                name,
                name + " on the table",
                "does not fit the table; compare its key schema with the store's attribute names",
                "fewer or smaller recovery points");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * An item is not one that this version writes. It never leaves the package: the item becomes an unreadable record
 * (S12).
 */
final class UnreadableItemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. The problem must not show stored values. */
    UnreadableItemException(String problem) {
        super(problem);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/** An item is not what this version writes. Never leaves the package: it becomes an unreadable record (S12). */
final class UnreadableItemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what could not be read; never shows it. */
    UnreadableItemException(String problem) {
        super(problem);
    }
}

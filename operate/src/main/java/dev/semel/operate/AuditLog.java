// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

/** The log of the changes that operators make. Entries are never changed or removed. */
@FunctionalInterface
public interface AuditLog {

    /**
     * Writes an entry, durably.
     *
     * @param entry the entry
     * @throws RuntimeException if it cannot be written: the change that it announces is then not made
     */
    void write(AuditEntry entry);
}

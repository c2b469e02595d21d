// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.IdempotencyRecord;

/**
 * A row as a statement answered it.
 *
 * @param id the record id
 * @param record the record
 * @param moment the moment by which the statement decided, in milliseconds; 0 if it does not answer that
 * @param free whether no other transaction works on the key
 */
record StoredRow(String id, IdempotencyRecord record, long moment, boolean free) {}

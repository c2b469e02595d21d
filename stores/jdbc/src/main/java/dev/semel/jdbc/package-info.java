// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The store that keeps idempotency records in a JDBC database, and operations in one transaction with their effects.
 */
@NullMarked
package dev.semel.jdbc;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Effects and records in one transaction of an SQL database. */
@NullMarked
package dev.semel.examples.sql;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Jars that Semel may not pass on: DynamoDB Local and what only it needs. The launcher of the distribution runs
 * {@link dev.semel.cli.local.FetchProgram} before a command that needs them.
 */
@NullMarked
package dev.semel.cli.local;

import org.jspecify.annotations.NullMarked;

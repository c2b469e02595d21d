// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that list, explain and repair records. They parse, print and ask; the rules are in dev.semel.operate.
 */
@NullMarked
package dev.semel.cli.records;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The cost as a table grows, and as one key becomes hot. */
@NullMarked
package dev.semel.benchmarks.scale;

import org.jspecify.annotations.NullMarked;

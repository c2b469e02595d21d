// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Reports of the measurements: a table, JSON and a plot. */
@NullMarked
package dev.semel.benchmarks.report;

import org.jspecify.annotations.NullMarked;

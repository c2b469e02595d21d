// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** What is shown of it: a table, JSON and a plot. */
@NullMarked
package dev.semel.benchmarks.report;

import org.jspecify.annotations.NullMarked;

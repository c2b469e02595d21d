// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The way of measuring: in turn, in one run, with medians and their spread. */
@NullMarked
package dev.semel.benchmarks.measure;

import org.jspecify.annotations.NullMarked;

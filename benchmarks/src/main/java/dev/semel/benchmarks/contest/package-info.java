// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The contest: the same work done bare, by raw calls, by Semel and by its peer. */
@NullMarked
package dev.semel.benchmarks.contest;

import org.jspecify.annotations.NullMarked;

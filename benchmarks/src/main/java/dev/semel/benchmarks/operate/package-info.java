// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Operators' walks over large tables: memory and rate. */
@NullMarked
package dev.semel.benchmarks.operate;

import org.jspecify.annotations.NullMarked;

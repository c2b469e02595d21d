// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Stores in memory under Lincheck: every answer is one that an atomic store could have given (S1, S7, S8). */
@NullMarked
package dev.semel.coretests.linearizability;

import org.jspecify.annotations.NullMarked;

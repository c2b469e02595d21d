// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Semel measured beside its peer, in one process and against one store. */
@NullMarked
package dev.semel.benchmarks;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** What a handler does outside of the world that the prover controls, read from its bytecode. */
@NullMarked
package dev.semel.prover.escape;

import org.jspecify.annotations.NullMarked;

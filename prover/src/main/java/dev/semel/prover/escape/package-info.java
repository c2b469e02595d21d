// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Finds uses of what the prover does not control in the bytecode of a handler. Not API. */
@NullMarked
package dev.semel.prover.escape;

import org.jspecify.annotations.NullMarked;

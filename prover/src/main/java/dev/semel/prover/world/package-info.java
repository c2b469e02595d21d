// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** State that the attempts of one history share, and the points at which the prover takes over. Not API. */
@NullMarked
package dev.semel.prover.world;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Documents of events, as AWS delivers them, for tests and proofs. */
@NullMarked
package dev.semel.prover.event;

import org.jspecify.annotations.NullMarked;

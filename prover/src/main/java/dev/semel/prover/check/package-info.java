// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Judges of a history, one for each rule, and hints at the cause if a rule is broken. Not API. */
@NullMarked
package dev.semel.prover.check;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Search for the shortest history that breaks a rule: which ones are played, and in which order. Not API. */
@NullMarked
package dev.semel.prover.search;

import org.jspecify.annotations.NullMarked;

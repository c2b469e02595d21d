// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Attacks a handler with every short history of duplicates, crashes and races, and shows the shortest that breaks it.
 */
@NullMarked
package dev.semel.prover;

import org.jspecify.annotations.NullMarked;

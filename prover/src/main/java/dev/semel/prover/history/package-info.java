// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Course of one history: its attempts and their threads, its deviations, and what has happened so far. Not API. */
@NullMarked
package dev.semel.prover.history;

import org.jspecify.annotations.NullMarked;

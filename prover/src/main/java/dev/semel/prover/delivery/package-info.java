// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Deliveries of a source: events and messages, their copies, and what becomes of them after an answer. Not API. */
@NullMarked
package dev.semel.prover.delivery;

import org.jspecify.annotations.NullMarked;

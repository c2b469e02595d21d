// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Texts of the prover: quoted words, counted things, and hashes that are the same on every machine. Not API. */
@NullMarked
package dev.semel.prover.text;

import org.jspecify.annotations.NullMarked;

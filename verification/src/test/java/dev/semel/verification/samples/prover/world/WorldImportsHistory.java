// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.prover.world;

import dev.semel.verification.samples.prover.history.Played;

/** Bad on purpose: a lower room of the prover that imports an upper one. */
public record WorldImportsHistory(Played other) {}

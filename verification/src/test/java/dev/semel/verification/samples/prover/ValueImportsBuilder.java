// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.prover;

/** Bad on purpose: a value of the prover that sees an entry point. */
public record ValueImportsBuilder(ProverBuilder other) {}

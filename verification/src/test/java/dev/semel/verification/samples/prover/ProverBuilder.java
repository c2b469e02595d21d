// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.prover;

/** Stands for an entry point of the prover, by its name. */
public record ProverBuilder() {}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.prover.history;

/** Stands for a history that is played. */
public record Played() {}

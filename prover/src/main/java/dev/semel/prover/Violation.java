// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

/**
 * A rule that a history broke.
 *
 * @param rule the rule in words
 * @param what what happened instead
 * @param hint the likely cause
 */
public record Violation(String rule, String what, String hint) {}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

/**
 * The order that every contestant is asked to charge.
 *
 * @param id names the intent
 * @param card what to charge
 * @param cents how much
 */
public record ContestOrder(String id, String card, long cents) {}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

/**
 * The result that is recorded.
 *
 * @param payment the payment's id
 * @param cents how much was charged
 * @param note more text, which makes a result large
 */
public record ContestReceipt(String payment, long cents, String note) {}

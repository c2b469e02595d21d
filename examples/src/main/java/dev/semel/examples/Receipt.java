// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

/**
 * Receipt of a payment.
 *
 * @param payment the payment's id
 * @param amountCents the amount that was charged
 */
public record Receipt(String payment, long amountCents) {}

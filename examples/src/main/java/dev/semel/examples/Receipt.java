// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

/**
 * What the customer gets.
 *
 * @param payment the payment's id
 * @param amountCents how much was charged
 */
public record Receipt(String payment, long amountCents) {}

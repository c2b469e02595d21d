// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

/**
 * One payment that a customer wants to make.
 *
 * @param id the order's id; the same in every message about the order
 * @param card the card to charge
 * @param amountCents the amount
 */
public record Order(String id, String card, long amountCents) {}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

/**
 * What a customer wants to pay for, once.
 *
 * @param id names the order; every message about it carries the same
 * @param card what to charge
 * @param amountCents how much
 */
public record Order(String id, String card, long amountCents) {}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.sql;

/**
 * A wish for a seat.
 *
 * @param id the id of the order
 * @param customer the customer
 */
public record Booking(String id, String customer) {}

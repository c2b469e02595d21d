// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

/** An order, as the queue delivers it. */
public record Order(String orderId, String card, long amountCents) {}

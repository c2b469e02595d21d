// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

/** The payment company's confirmation of a charge. */
public record Receipt(String paymentId, long amountCents) {}

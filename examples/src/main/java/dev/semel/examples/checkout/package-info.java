// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** An order is checked out in three steps: stock is reserved, the card is charged, the customer is mailed. */
@NullMarked
package dev.semel.examples.checkout;

import org.jspecify.annotations.NullMarked;

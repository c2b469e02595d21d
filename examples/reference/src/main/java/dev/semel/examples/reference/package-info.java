// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A small shop: orders come by an API and by files, each is charged, confirmed by mail and rewarded with points once.
 * The five handlers are {@link dev.semel.examples.reference.PlaceOrder},
 * {@link dev.semel.examples.reference.ImportOrders}, {@link dev.semel.examples.reference.ChargeOrder},
 * {@link dev.semel.examples.reference.AwardPoints} and {@link dev.semel.examples.reference.SweepStalled}.
 */
@NullMarked
package dev.semel.examples.reference;

import org.jspecify.annotations.NullMarked;

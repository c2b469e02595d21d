// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.time.InstantSource;

/**
 * The dependencies that an execution environment gives to a handler. Each delivery has its own.
 *
 * @param payments the client of the payment service
 * @param tables the handlers' tables
 * @param clock the current time
 */
record Environment(DemoPayments payments, DemoTables tables, InstantSource clock) {}

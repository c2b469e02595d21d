// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.time.InstantSource;

/**
 * What an execution environment gives to a handler. Each delivery has one of its own.
 *
 * @param payments leads to the payment service
 * @param tables the handlers' tables
 * @param clock what time it is
 */
record Environment(DemoPayments payments, DemoTables tables, InstantSource clock) {}

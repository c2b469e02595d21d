// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The console of operators: pages about keys, served on loopback. It renders and checks requests; the rules are in
 * dev.semel.operate.
 */
@NullMarked
package dev.semel.console;

import org.jspecify.annotations.NullMarked;

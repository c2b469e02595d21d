// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The cost of one call without a network: JMH benchmarks. */
@NullMarked
package dev.semel.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

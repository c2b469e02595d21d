// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** What one call costs without a network: JMH benchmarks. */
@NullMarked
package dev.semel.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

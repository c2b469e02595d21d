// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Measures cold starts: a JVM under AWS's runtime interface client, from its start to the first answer. */
@NullMarked
package dev.semel.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The functions whose cold start is measured: each a deployment of its own, which does the same with other means. */
@NullMarked
package dev.semel.benchmarks.coldstart.function;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Semel's stores beside raw statements of the same client, and beside a library that only remembers keys. */
@NullMarked
package dev.semel.benchmarks.stores;

import org.jspecify.annotations.NullMarked;

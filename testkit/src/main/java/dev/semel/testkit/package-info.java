// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Tools for tests of handlers and stores: a manual clock, counted claim ids, recorded store calls, injected faults and
 * crashes. Independent of any test framework; the contract of a store is in {@code semel-store-contract}.
 */
@NullMarked
package dev.semel.testkit;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** What store authors and users test with: the store contract, a manual clock, faults. */
@NullMarked
package dev.semel.testkit;

import org.jspecify.annotations.NullMarked;

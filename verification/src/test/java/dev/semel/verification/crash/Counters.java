// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

/**
 * The counts that the writes of transactional operations move: one for each name, changed without any condition of its
 * own. Thread-safe.
 *
 * @param <W> the effects, in the store's own terms
 */
interface Counters<W> {

    /** Returns the write that adds one. */
    W plusOne(String name);

    /** Returns the count. */
    int of(String name);
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/**
 * The behaviour of a call when the store gives no answer to its claim. A store that refuses, for want of a permission
 * or a table, is set up wrongly and fails the call in any case.
 */
public enum OutagePolicy {
    /** The call fails with {@link StoreUnavailableException}, and nothing runs. The default. */
    FAIL_CLOSED,
    /** The body runs without protection, and duplicates are possible; the outcome is {@link Outcome.Bypassed}. */
    EXECUTE_UNGUARDED
}

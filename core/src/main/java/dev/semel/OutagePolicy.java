// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/**
 * What a call does when the store gives no answer to its claim. A store that refuses, for want of a permission or a table,
 * is a mistake of set-up and fails the call in any case.
 */
public enum OutagePolicy {
    /** It fails with {@link StoreUnavailableException}, and nothing runs. The default. */
    FAIL_CLOSED,
    /** The body runs without protection, and duplicates are possible; the outcome is {@link Outcome.Bypassed}. */
    EXECUTE_UNGUARDED
}

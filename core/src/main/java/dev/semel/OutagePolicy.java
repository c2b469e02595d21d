// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** What a call does when the store cannot answer its claim. */
public enum OutagePolicy {
    /** It fails with {@link StoreUnavailableException}, and nothing runs. The default. */
    FAIL_CLOSED,
    /** The body runs without protection, and duplicates are possible; the outcome is {@link Outcome.Bypassed}. */
    EXECUTE_UNGUARDED
}

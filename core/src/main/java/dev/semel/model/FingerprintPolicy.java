// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/** The treatment of a record whose fingerprint was made by another algorithm, or that has none. */
public enum FingerprintPolicy {
    /** It cannot be verified: neither replayed nor taken over. */
    REFUSE_INCOMPARABLE,
    /** It counts as equal. */
    ACCEPT_INCOMPARABLE
}

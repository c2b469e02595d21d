// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** Reason why no redelivery can complete an item. */
public enum PoisonReason {

    /** The item has a form that its source does not send, or that the handler's reading or key cannot open. */
    UNREADABLE,

    /** The item has no key, or lacks a part of it. */
    KEY_MISSING,

    /** The key was used before with another payload. */
    MISMATCH,

    /** The key was used before, and the fingerprint in its record cannot be compared with this payload. */
    UNVERIFIABLE,

    /** The key's record cannot be read, for example because a newer version wrote it. */
    RECORD_UNREADABLE,

    /** The item is older than the policy's maximum age; see {@link BatchPolicy#maximumAge}. */
    TOO_OLD
}

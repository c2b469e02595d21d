// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** The behaviour of a call whose input has no key, an empty one, or one with a missing part. */
public enum MissingKeyPolicy {
    /** The call fails with {@link InvalidKeyException} before anything ran. The default. */
    REFUSE,
    /** The body runs without protection; the outcome is {@link Outcome.Bypassed}. */
    EXECUTE_UNGUARDED
}

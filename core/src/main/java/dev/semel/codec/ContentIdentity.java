// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

/**
 * A payload that defines its own content for fingerprints, such as an SQS message: body and attributes, but not its
 * receive count. Wherever a fingerprint is made of such a payload, also inside a list, or as the part that {@code
 * fingerprintOf} returns, its content identity is taken instead of all its fields. Implementations are thread-safe.
 */
public interface ContentIdentity {

    /**
     * {@return the content that must be equal in every call with one key: a text or any other value with a canonical
     * form; the same in every delivery of one payload} An exception, or null, refuses the call before anything runs.
     */
    Object contentIdentity();
}

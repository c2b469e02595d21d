// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

/**
 * A payload that defines its own content for fingerprints, such as an SQS message: body and attributes, but not its
 * receive count. Wherever a fingerprint is made of such a payload, its content identity is taken instead of all its
 * fields. The engine does so for the payload itself, for the part that {@code fingerprintOf} returns, and for the
 * elements of a list; a {@link Fingerprinter} does so for a payload inside another one, as the codec of {@code
 * semel-json} does in a member, a map, a set or an array. Implementations are thread-safe.
 */
public interface ContentIdentity {

    /**
     * {@return the content that must be equal in every call with one key: a text or any other value with a canonical
     * form; the same in every delivery of one payload} An exception, or null, refuses the call before anything runs.
     */
    Object contentIdentity();
}

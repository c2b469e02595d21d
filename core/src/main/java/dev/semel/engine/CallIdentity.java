// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.InvalidKeyException;
import dev.semel.InvalidPayloadException;
import dev.semel.model.BypassReason;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;

/** The identity of one call, computed once (E6). */
public sealed interface CallIdentity {

    IdempotencyKey key();

    /** A call that is guarded by its key. */
    record Guarded(IdempotencyKey key, Fingerprint fingerprint) implements CallIdentity {}

    /** A call without protection, as its operation allows. */
    record Unguarded(IdempotencyKey key, BypassReason reason) implements CallIdentity {}

    /**
     * {@return the identity of a call with this input}
     *
     * @throws InvalidKeyException if the input has no usable key (E7)
     * @throws InvalidPayloadException if the payload has no fingerprint
     */
    static <I> CallIdentity of(Engine engine, OperationSpec<I, ?> spec, I input) {
        return new Identifier<>(engine, spec, input).identity();
    }
}

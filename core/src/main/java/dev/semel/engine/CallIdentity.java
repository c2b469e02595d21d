// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.IdentityKeys;
import dev.semel.InvalidKeyException;
import dev.semel.InvalidPayloadException;
import dev.semel.StoreUnavailableException;
import dev.semel.model.BypassReason;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The identity of one call, computed once (E6). */
public sealed interface CallIdentity {

    /** {@return the key as stores, listeners and messages have it} */
    IdempotencyKey key();

    /** {@return the key as the operation's function made it, for effect keys and the body} */
    IdempotencyKey intent();

    /**
     * A call that is guarded by its key.
     *
     * @param permit the condition under which a claim may execute
     */
    record Guarded(IdempotencyKey key, IdempotencyKey intent, Fingerprint fingerprint, ClaimPermit permit)
            implements CallIdentity {

        /** Makes the identity of a call whose key is stored as it is. */
        public Guarded(IdempotencyKey key, Fingerprint fingerprint) {
            this(key, key, fingerprint, new ClaimPermit.Always());
        }
    }

    /** A call without protection, as its operation allows. */
    record Unguarded(IdempotencyKey key, IdempotencyKey intent, BypassReason reason) implements CallIdentity {}

    /**
     * {@return the identity of a call with this input} Reads the store only while the keys of identities rotate.
     *
     * @param deadline the end of the call; null for that of the declared lease
     * @throws InvalidKeyException if the input has no usable key (E7)
     * @throws InvalidPayloadException if the payload has no fingerprint
     * @throws StoreUnavailableException if the identity cannot be decided; nothing was executed
     */
    static <I> CallIdentity of(Engine engine, OperationSpec<I, ?> spec, I input, @Nullable Instant deadline) {
        CallIdentity plain = new Identifier<>(engine, spec, input).identity();
        IdentityKeys keys = engine.identityKeys();
        return keys == null ? plain : new IdentityChoice(engine, spec, keys, deadline).of(plain);
    }

    /**
     * {@return the key of a call with this input for messages}
     *
     * @throws InvalidKeyException if the input has no usable key (E7)
     * @throws InvalidPayloadException if the payload has no fingerprint
     */
    static <I> IdempotencyKey keyOf(Engine engine, OperationSpec<I, ?> spec, I input) {
        IdempotencyKey key = new Identifier<>(engine, spec, input).identity().key();
        IdentityKeys keys = engine.identityKeys();
        return keys == null ? key : keys.last().keyed(key);
    }
}

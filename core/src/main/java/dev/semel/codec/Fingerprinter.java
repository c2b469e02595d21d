// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.model.Fingerprint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the fingerprint of a payload: equal for payloads that mean the same, different for all others. Thread-safe.
 * Given to the engine, or found on its {@link ResultCodec} when that implements this too.
 */
public interface Fingerprinter {

    /**
     * {@return the fingerprint of a payload, tagged with its algorithm}
     *
     * @param payload the request of the caller; may be null
     * @throws RuntimeException if the payload has no canonical form; the call is refused before anything ran, as it is
     *     for null
     */
    Fingerprint fingerprint(@Nullable Object payload);

    /**
     * {@return whether payloads of a type can have fingerprints, so that an operation with another input is refused
     * when it is built} Default: true, it shows at the call.
     *
     * @param type the type
     */
    default boolean canFingerprint(TypeRef<?> type) {
        return true;
    }

    /**
     * {@return why payloads of a type have no fingerprint, and what to do; empty if they have} It is part of the
     * message of an operation that is refused when it is built.
     *
     * @param type the type
     */
    default Optional<String> whyNoFingerprint(TypeRef<?> type) {
        return canFingerprint(type)
                ? Optional.empty()
                : Optional.of("it has no canonical form for " + getClass().getSimpleName()
                        + "; give Idempotency.builder a codec such as PlainJsonCodec");
    }
}

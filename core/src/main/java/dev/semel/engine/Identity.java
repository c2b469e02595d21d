// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.BypassReason;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;

/** What one call is about, computed once (E6). */
public sealed interface Identity {

    IdempotencyKey key();

    /** A call that is guarded by its key. */
    record Guarded(IdempotencyKey key, Fingerprint fingerprint) implements Identity {}

    /** A call without protection, as its operation allows. */
    record Unguarded(IdempotencyKey key, BypassReason reason) implements Identity {}
}

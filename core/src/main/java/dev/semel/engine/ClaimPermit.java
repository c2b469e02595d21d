// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.IdempotencyKey;
import java.time.Instant;

/** The condition under which a claim may execute while the keys of identities rotate. */
sealed interface ClaimPermit {

    /** No rotation: every claim may. */
    record Always() implements ClaimPermit {}

    /**
     * A claim of the first identity, before the rotation.
     *
     * @param end the moment before which the claim must have been answered
     */
    record Before(Instant end) implements ClaimPermit {}

    /**
     * A claim after the rotation.
     *
     * @param other the key of the other identity, whose record must show that nothing ran
     */
    record After(IdempotencyKey other) implements ClaimPermit {}
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body ran past its lease and another attempt took the key over; the result of that attempt counts. */
public final class ClaimLostException extends SemelException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable IdempotencyRecord winner;

    private ClaimLostException(String operation, String message, @Nullable IdempotencyRecord winner) {
        super(operation, message, null);
        this.winner = winner;
    }

    /**
     * {@return the exception of a claim that another attempt has taken over}
     *
     * @param key the key
     * @param winner the record that is there instead; null if it is absent
     */
    public static ClaimLostException of(IdempotencyKey key, @Nullable IdempotencyRecord winner) {
        return new ClaimLostException(
                key.scope(),
                named(key)
                        + " was executed, but its claim no longer counts: the lease had lapsed and the record is another "
                        + "now. "
                        + "Call again for the result that counts",
                winner);
    }

    /** {@return the record that was there instead; empty for none, or after this exception was serialised} */
    public Optional<IdempotencyRecord> winner() {
        return Optional.ofNullable(winner);
    }
}

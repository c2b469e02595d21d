// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.StoreException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The record of one of two identities, as a call sees it while keys rotate. */
enum IdentityStanding {
    /** Absent, or nothing ran: the other identity may begin. */
    NOTHING,
    /** Something runs or may have run: this identity continues, unless the other one has begun. */
    OPEN,
    /** Completed, quarantined or unreadable: this identity answers. */
    DECIDED;

    /** {@return the standing of a key by one consistent read, which is repeated while there is no answer} */
    static IdentityStanding read(Engine engine, IdempotencyKey key, Instant until) {
        return new StoreCalls(engine, key)
                .callToTheEnd(
                        "find",
                        until,
                        RetryPolicy.CLAIM_TRIES,
                        timed -> of(engine.store().find(key, timed).orElse(null), timed.now()));
    }

    private static IdentityStanding of(@Nullable IdempotencyRecord record, Instant now) {
        return switch (record) {
            case null -> NOTHING;
            case IdempotencyRecord.Unreadable unreadable -> DECIDED;
            case IdempotencyRecord.Known known -> known.isExpired(now) ? NOTHING : of(known);
        };
    }

    private static IdentityStanding of(IdempotencyRecord.Known record) {
        return switch (record) {
            case IdempotencyRecord.Completed completed -> DECIDED;
            case IdempotencyRecord.Quarantined quarantined -> DECIDED;
            case IdempotencyRecord.InProgress open -> OPEN;
            case IdempotencyRecord.Released released -> released.certainty() == Certainty.NOT_STARTED ? NOTHING : OPEN;
        };
    }

    /** {@return the refusal of a call while keys rotate; nothing ran} */
    static StoreException refusal(String why) {
        return StoreException.unavailable("The rotation of identity keys", "claim", new IllegalStateException(why));
    }
}

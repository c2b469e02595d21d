// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.IdentityKeys;
import dev.semel.StoreUnavailableException;
import dev.semel.model.BypassReason;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The choice of a keyed identity for one call. Without a rotation there is one. With a rotation it is the first one
 * before the moment, none around it, and afterwards that of the record that counts.
 *
 * <p>Nothing is executed twice: before the moment a claim executes only if it was answered 2ε before it, so that a call
 * that reads the first record 2ε after it sees the claim. After the moment each call reads the other identity's record
 * between its claim and its body. Of two calls that claim under different identities, the later one sees the claim of
 * the earlier one and gives its own back; if each sees the other, both do.
 */
final class IdentityChoice {

    private final Engine engine;
    private final OperationSpec<?, ?> spec;
    private final IdentityKeys keys;
    private final @Nullable Instant deadline;

    IdentityChoice(Engine engine, OperationSpec<?, ?> spec, IdentityKeys keys, @Nullable Instant deadline) {
        this.engine = engine;
        this.spec = spec;
        this.keys = keys;
        this.deadline = deadline;
    }

    CallIdentity of(CallIdentity plain) {
        return switch (plain) {
            case CallIdentity.Unguarded unguarded -> unguarded(unguarded.intent(), unguarded.reason());
            case CallIdentity.Guarded guarded ->
                keys.moment().isPresent()
                        ? of(guarded, keys.moment().get())
                        : keyed(guarded, keys.last(), new ClaimPermit.Always());
        };
    }

    private CallIdentity.Unguarded unguarded(IdempotencyKey intent, BypassReason reason) {
        return new CallIdentity.Unguarded(keys.last().keyed(intent), intent, reason);
    }

    private static CallIdentity.Guarded keyed(CallIdentity.Guarded plain, IdentityKey by, ClaimPermit permit) {
        IdempotencyKey intent = plain.intent();
        return new CallIdentity.Guarded(by.keyed(intent), intent, by.keyed(plain.fingerprint(), intent), permit);
    }

    // ---- while keys rotate ----

    private CallIdentity of(CallIdentity.Guarded plain, Instant moment) {
        Duration margin = engine.clockSkew().multipliedBy(2);
        Instant now = engine.clock().instant();
        if (now.isBefore(moment.minus(margin))) {
            return keyed(plain, keys.first(), new ClaimPermit.Before(moment.minus(margin)));
        }
        if (now.isBefore(moment.plus(margin))) {
            throw refused(
                    plain,
                    IdentityStanding.refusal(
                            "identities change at " + moment + ". Call again after " + moment.plus(margin)));
        }
        try {
            return ofRecord(plain);
        } catch (StoreException e) {
            if (spec.bypass().failsOpen() && e.reason() == StoreException.Reason.UNAVAILABLE) {
                return unguarded(plain.intent(), BypassReason.STORE_UNAVAILABLE);
            }
            throw refused(plain, e);
        }
    }

    private CallIdentity ofRecord(CallIdentity.Guarded plain) {
        IdempotencyKey first = keys.first().keyed(plain.intent());
        IdempotencyKey second = keys.last().keyed(plain.intent());
        boolean isOfFirst = switch (read(first)) {
            case NOTHING -> false;
            case DECIDED -> true;
            case OPEN -> read(second) == IdentityStanding.NOTHING;
        };
        return isOfFirst
                ? keyed(plain, keys.first(), new ClaimPermit.After(second))
                : keyed(plain, keys.last(), new ClaimPermit.After(first));
    }

    private IdentityStanding read(IdempotencyKey key) {
        Instant now = engine.clock().instant();
        Instant end = Optional.ofNullable(deadline)
                .orElseGet(() -> now.plus(spec.timing().declaredLease()))
                .minus(spec.timing().recordingTime());
        return IdentityStanding.read(engine, key, end);
    }

    private StoreUnavailableException refused(CallIdentity.Guarded plain, StoreException why) {
        return StoreUnavailableException.notExecuted(keys.last().keyed(plain.intent()), why);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreException;
import java.time.Instant;
import java.util.Optional;

/** The check of a claim that was answered, before anything runs under it: see {@link IdentityChoice}. */
final class PermitCheck {

    private final KeyedCall<?, ?> call;
    private final Instant end;

    /**
     * Makes the check of one claim.
     *
     * @param end the moment by which the call must have ended
     */
    PermitCheck(KeyedCall<?, ?> call, Instant end) {
        this.call = call;
        this.end = end;
    }

    /** {@return why the claim must be released; empty if the body may run} */
    Optional<StoreException> refusal() {
        return switch (call.permit()) {
            case ClaimPermit.Always always -> Optional.empty();
            case ClaimPermit.Before before ->
                call.now().isBefore(before.end())
                        ? Optional.empty()
                        : refused("the claim was answered after " + before.end() + ", too late for the first key");
            case ClaimPermit.After after -> checkAfter(after.other());
        };
    }

    private Optional<StoreException> checkAfter(IdempotencyKey other) {
        try {
            Instant until = end.minus(call.spec().timing().recordingTime());
            return IdentityStanding.read(call.engine(), other, until) == IdentityStanding.NOTHING
                    ? Optional.empty()
                    : refused("the record of the other key shows that something may have run");
        } catch (StoreException e) {
            return Optional.of(e);
        }
    }

    private static Optional<StoreException> refused(String why) {
        return Optional.of(IdentityStanding.refusal(why + ". Nothing ran, call again"));
    }
}

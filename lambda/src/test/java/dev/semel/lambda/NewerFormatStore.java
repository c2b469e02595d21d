// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import java.util.Optional;

/** A store whose every record was written by a newer version, as after a roll-back. */
public final class NewerFormatStore implements IdempotencyStore {

    private static final IdempotencyRecord.Unreadable NEWER = new IdempotencyRecord.Unreadable("format version 7");

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return new ClaimVerdict.Unreadable(NEWER);
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return fenced();
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return fenced();
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return fenced();
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return fenced();
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return fenced();
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return Optional.of(NEWER);
    }

    @Override
    public String name() {
        return "store of a newer version";
    }

    private static WriteVerdict fenced() {
        return new WriteVerdict.Fenced(NEWER);
    }
}

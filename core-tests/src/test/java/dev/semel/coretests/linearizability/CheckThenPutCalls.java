// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.linearizability;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreCall;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A store that decides rightly and is broken all the same: it reads, decides and puts, each by itself. */
public final class CheckThenPutCalls extends ConcurrentStoreCalls {

    private final ConcurrentMap<String, IdempotencyRecord> records = new ConcurrentHashMap<>();

    @Override
    ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        IdempotencyRecord before = records.get(request.key().recordId());
        return put(request.key(), Transitions.claim(before, request, call.now()));
    }

    @Override
    WriteVerdict write(WriteRequest request, StoreCall call) {
        IdempotencyRecord before = records.get(request.key().recordId());
        return put(request.key(), Transitions.write(before, request, call.now()));
    }

    private <V> V put(IdempotencyKey key, Transition<V> transition) {
        if (transition.next() != null) {
            records.put(key.recordId(), transition.next());
        }
        return transition.verdict();
    }
}

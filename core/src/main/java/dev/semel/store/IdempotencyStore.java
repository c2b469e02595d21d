// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.util.Optional;

/**
 * Holds one {@link IdempotencyRecord} per key. Each method is {@link Transitions} applied atomically to the record of
 * the request's key (S7), with the {@code now} of the call: it answers what {@code Transitions} answers, and leaves the
 * record that {@code Transitions} leaves. The store contract of the testkit compares, rule by rule and on random
 * histories.
 *
 * <p>An implementation must
 *
 * <ul>
 *   <li>decide by conditional writes: of concurrent calls, those that were answered form one sequence (S1), and what a
 *       call applied every later call of any client sees (S8);
 *   <li>replace a record that it had read before only if fencing token and revision are still the same: between the two
 *       steps a purge and another claim may have come, and revisions start again;
 *   <li>recognise its own write after a lost reply, also when its client repeats a request by itself (S6);
 *   <li>compare moments, and never rely on deletion (S9);
 *   <li>return bytes as they came, empty and null included (S10), or refuse them before anything is written;
 *   <li>answer {@link IdempotencyRecord.Unreadable} for a record of a format that it does not know (S12);
 *   <li>name records by {@link IdempotencyKey#recordId()} (S13).
 * </ul>
 *
 * <p>Every method blocks, runs on the caller's thread, takes no longer than the call's timeout, and throws
 * {@link StoreException} when it cannot answer. Implementations are thread-safe. More abilities are sub-interfaces:
 * {@link CheckpointStore}, {@link BatchStore}, {@link EarlyBatchStore}, {@link CommitStore}, {@link ListingStore}.
 */
public interface IdempotencyStore {

    /**
     * Asks for the right to execute.
     *
     * @param request the request
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    ClaimVerdict claim(ClaimRequest request, StoreCall call);

    /**
     * Stores the result. After FENCED another claimant owns the key, and nothing was changed.
     *
     * @param request the request
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    WriteVerdict complete(WriteRequest.Complete request, StoreCall call);

    /**
     * Gives the claim back. After FENCED another claimant owns the key, and nothing was changed.
     *
     * @param request the request
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    WriteVerdict release(WriteRequest.Release request, StoreCall call);

    /**
     * Lengthens the lease, never shortens it. After FENCED the caller must stop.
     *
     * @param request the request
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    WriteVerdict renew(WriteRequest.Renew request, StoreCall call);

    /**
     * Parks the key until it is resolved.
     *
     * @param request the request
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call);

    /**
     * Ends a quarantine. After FENCED the key is no longer in that quarantine.
     *
     * @param request the request
     * @param call the moment of the call and the time that it may take
     * @return the verdict
     */
    WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call);

    /**
     * Reads the record, consistently (S8), with its result and recovery points. A record past its window or retention
     * is returned as long as it is there; empty means that the store holds nothing.
     *
     * @param key the key
     * @param call the moment of the call and the time that it may take
     * @return the record, expired or not; empty if the store holds none
     */
    Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call);

    /** {@return the store's name for messages, such as {@code DynamoDB table 'idempotency'}} */
    String name();
}

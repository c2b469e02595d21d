// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.linearizability;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The calls that Lincheck mixes: two keys, three claimants, and an early and a late moment, between which a lease
 * lapses. Answers are records, which Lincheck compares as a whole. A subclass says which store answers.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "claimant", gen = IntGen.class, conf = "1:3")
public abstract class ConcurrentStoreCalls {

    private static final Instant START = Instant.ofEpochSecond(1000);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final StoreCall EARLY = new StoreCall(START, Duration.ofSeconds(1));
    private static final StoreCall LATE = new StoreCall(START.plusSeconds(4), Duration.ofSeconds(1));

    abstract ClaimVerdict claim(ClaimRequest request, StoreCall call);

    abstract WriteVerdict write(WriteRequest request, StoreCall call);

    /** A claim. */
    @Operation
    public ClaimVerdict claim(@Param(name = "key") int key, @Param(name = "claimant") int claimant) {
        return claim(request(key, claimant), EARLY);
    }

    /** A claim after every lease of an early one has lapsed. */
    @Operation
    public ClaimVerdict claimLate(@Param(name = "key") int key, @Param(name = "claimant") int claimant) {
        return claim(request(key, claimant), LATE);
    }

    /** A completion. */
    @Operation
    public WriteVerdict complete(@Param(name = "key") int key, @Param(name = "claimant") int claimant) {
        StoredResult result = new StoredResult.Success(Blob.utf8("result " + claimant));
        return write(new WriteRequest.Complete(key(key), id(claimant), result, KEPT), EARLY);
    }

    /** A release. */
    @Operation
    public WriteVerdict release(@Param(name = "key") int key, @Param(name = "claimant") int claimant) {
        return write(new WriteRequest.Release(key(key), id(claimant), Certainty.UNKNOWN), EARLY);
    }

    private static ClaimRequest request(int key, int claimant) {
        return new ClaimRequest(
                key(key), id(claimant), Fingerprint.NONE, FingerprintPolicy.REFUSE_INCOMPARABLE, LEASE, KEPT, "");
    }

    private static IdempotencyKey key(int key) {
        return IdempotencyKey.of("charge", String.valueOf(key));
    }

    private static ClaimId id(int claimant) {
        return ClaimId.of(0, claimant);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.CommitRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution;

/** Makes the requests of the search. All are for one key; each call of each caller has its own claim id and result. */
final class CallerRequests {

    private static final IdempotencyKey KEY = IdempotencyKey.of("charge", "42");

    private final SearchSetup setup;

    CallerRequests(SearchSetup setup) {
        this.setup = setup;
    }

    Request.Claiming claim(int caller, int call) {
        return new Request.Claiming(new ClaimRequest(
                KEY,
                claimId(caller, call),
                fingerprint(caller),
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                SearchSetup.LEASE,
                setup.callers().get(caller).retention(),
                ""));
    }

    Request.Committing commit(int caller, int call) {
        return new Request.Committing(new CommitRequest(
                KEY,
                claimId(caller, call),
                fingerprint(caller),
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                result("commit " + caller + "." + call),
                setup.window(),
                true,
                ""));
    }

    Request.Writing complete(int caller, int call, long fence, String result) {
        StoredResult stored = result(result + " " + caller + "." + call);
        return new Request.Writing(
                new WriteRequest.Complete(KEY, claimId(caller, call), stored, setup.window()), fence);
    }

    Request.Writing release(int caller, int call, long fence, Certainty certainty) {
        return new Request.Writing(new WriteRequest.Release(KEY, claimId(caller, call), certainty), fence);
    }

    Request.Writing renew(int caller, int call, long fence) {
        return new Request.Writing(
                new WriteRequest.Renew(
                        KEY,
                        claimId(caller, call),
                        SearchSetup.LEASE,
                        setup.callers().get(caller).retention()),
                fence);
    }

    Request.Writing quarantine(int caller, int call, long fence) {
        return new Request.Writing(new WriteRequest.Quarantine(KEY, claimId(caller, call), "unknown outcome"), fence);
    }

    Request.Writing resolveWithResult(ClaimId claimId, long fence) {
        Resolution resolution = new Resolution.WithResult(result("resolved"), setup.window());
        return new Request.Writing(new WriteRequest.Resolve(KEY, claimId, resolution), fence);
    }

    Request.Writing resolveByReExecution(ClaimId claimId, long fence) {
        Resolution resolution = new Resolution.ReExecute(setup.callers().get(0).retention());
        return new Request.Writing(new WriteRequest.Resolve(KEY, claimId, resolution), fence);
    }

    private Fingerprint fingerprint(int caller) {
        return new Fingerprint("test", setup.callers().get(caller).payload());
    }

    private static ClaimId claimId(int caller, int call) {
        return ClaimId.of(caller + 1, call);
    }

    private static StoredResult result(String text) {
        return new StoredResult.Success(Blob.utf8(text));
    }
}

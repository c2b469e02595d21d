// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Evidence;
import dev.semel.Outcome;
import dev.semel.Reconciler;
import dev.semel.Reconciliation;
import dev.semel.StoreUnavailableException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of the body under a claim. If the outcome of an earlier attempt is unknown and the operation has a
 * reconciler, that is asked first. The end of this attempt is recorded last (E3, E8).
 *
 * @param <I> the input
 * @param <R> the result
 */
final class Attempt<I, R> {

    private final OwnedClaim<I, R> claim;
    private final KeyedCall<I, R> call;
    private final Body<I, R> body;
    private final SuccessEnd<R> success;
    private final FailureEnd<I, R> failure;

    Attempt(OwnedClaim<I, R> claim, Body<I, R> body) {
        this.claim = claim;
        this.call = claim.call();
        this.body = body;
        this.success = new SuccessEnd<>(claim);
        this.failure = new FailureEnd<>(claim);
    }

    CallEnd<R> run() throws Exception {
        if (claim.record().earlier() == Certainty.UNKNOWN
                && call.spec().failures().onUnknownOutcome() instanceof UnknownOutcomePolicy.Reconcile<I, R> policy) {
            return reconcile(policy.reconciler());
        }
        return execute();
    }

    private CallEnd<R> execute() {
        Instant began = call.now();
        R value;
        try {
            value = body.run(call.input(), new GuardedExecution(claim));
        } catch (Throwable thrown) {
            claim.steps().end();
            return failure.of(thrown);
        }
        claim.steps().end();
        if (value == null && !call.spec().isNullable()) {
            return failure.writeUnknown(ContractException.nullResult(call.spec().name(), "body"));
        }
        return success.executed(value, began);
    }

    private CallEnd<R> reconcile(Reconciler<I, R> reconciler) throws Exception {
        Reconciliation<R> answer;
        try {
            answer = Given.by(
                    "reconciler",
                    call.spec().name(),
                    reconciler.reconcile(
                            call.input(),
                            new Evidence(
                                    call.intent(),
                                    claim.attempt(),
                                    claim.record().recoveryPoints(),
                                    claim.effectKeys())));
        } catch (Throwable thrown) {
            return failure.write(claim.writes().release(Certainty.UNKNOWN), thrown);
        }
        return switch (answer) {
            case Reconciliation.NotExecuted<R> not -> {
                claim.steps().reconcilerConfirmed();
                yield execute();
            }
            case Reconciliation.Executed<R> happened -> reconciled(happened.value());
            case Reconciliation.StillUnknown<R> unknown -> quarantine(unknown.reason());
        };
    }

    private CallEnd<R> reconciled(@Nullable R value) {
        if (value == null && !call.spec().isNullable()) {
            return failure.write(
                    claim.writes().release(Certainty.UNKNOWN),
                    ContractException.nullResult(call.spec().name(), "reconciler"));
        }
        return success.reconciled(value);
    }

    private CallEnd<R> quarantine(String reason) {
        return new CallEnd.WritePending<>(
                claim.writes().quarantine(reason), claim.writes(), null, reply -> switch (reply) {
                    case CallEnd.WriteReply.Decided decided ->
                        switch (decided.verdict()) {
                            case WriteVerdict.Applied applied -> quarantined(applied);
                            case WriteVerdict.Fenced fenced -> new Outcome.ClaimLost<>(null, fenced.record());
                        };
                    case CallEnd.WriteReply.Failed failed -> {
                        if (failed.thrown() instanceof StoreException e) {
                            throw StoreUnavailableException.notExecuted(call.key(), e);
                        }
                        throw Thrown.rethrown(failed.thrown());
                    }
                });
    }

    private static <R> Outcome<R> quarantined(WriteVerdict.Applied applied) {
        if (applied.record() instanceof IdempotencyRecord.Quarantined quarantined) {
            return new Outcome.Quarantined<>(quarantined);
        }
        throw ClaimWrites.unexpected(applied);
    }
}

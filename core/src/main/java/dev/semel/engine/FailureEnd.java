// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ClaimLostException;
import dev.semel.FailureRule;
import dev.semel.Outcome;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.RecordPart;
import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.util.Optional;

/**
 * The end of an attempt whose body threw: a final failure is recorded, and any other failure releases the claim or
 * quarantines the key, by the declared rules (E3). The exception of the body always survives; what fails afterwards is
 * suppressed in it.
 *
 * @param <I> the input
 * @param <R> the result
 */
final class FailureEnd<I, R> {

    private final OwnedClaim<I, R> claim;
    private final KeyedCall<I, R> call;

    FailureEnd(OwnedClaim<I, R> claim) {
        this.claim = claim;
        this.call = claim.call();
    }

    CallEnd<R> of(Throwable thrown) {
        ClaimLostException lost = claim.lease().lost();
        if (lost != null && Thrown.isSame(thrown, lost)) {
            return new CallEnd.Finished<>(
                    new Outcome.ClaimLost<>(null, lost.winner().orElse(null)));
        }
        if (!(thrown instanceof Exception exception)) {
            return writeUnknown(thrown); // E3: an Error is unknown
        }
        Optional<FailureRule> rule = call.spec().failures().ruleFor(exception);
        return rule.isPresent() ? of(rule.get(), exception) : ofUndeclared(exception);
    }

    private CallEnd<R> of(FailureRule rule, Exception thrown) {
        return switch (rule) {
            case FailureRule.Final<?> declared -> failForGood(declared, thrown);
            case FailureRule.NotExecuted declared ->
                claim.steps().isUnknown(thrown) // a broad rule cannot decide about a step
                        ? writeUnknown(thrown)
                        : write(claim.writes().release(Certainty.NOT_EXECUTED), thrown);
            case FailureRule.Unknown declared -> writeUnknown(thrown);
        };
    }

    /** If all effects are steps and none is in flight, nothing is unknown: the next attempt continues from here. */
    private CallEnd<R> ofUndeclared(Exception thrown) {
        Steps steps = claim.steps();
        boolean isKnown = call.spec().effects().areSteps() && !steps.isInFlight() && !steps.isUnknown(thrown);
        return isKnown ? write(claim.writes().release(Certainty.NOT_EXECUTED), thrown) : writeUnknown(thrown);
    }

    /** Completes with a final failure; if that is not possible, throws {@code thrown}. */
    private <X extends Exception> CallEnd<R> failForGood(FailureRule.Final<X> declared, Exception thrown) {
        StoredResult result;
        try {
            result = new StoredResult.FinalFailure(
                    declared.name(),
                    call.values()
                            .wrap(
                                    declared.codec().encode(declared.type().cast(thrown)),
                                    new RecordPart.Failure(declared.name())));
        } catch (Throwable e) {
            Thrown.suppress(thrown, e);
            return writeUnknown(thrown);
        }
        return new CallEnd.WritePending<>(
                claim.writes().completion(result, claim.unchanged()), claim.writes(), thrown, reply -> switch (reply) {
                    case CallEnd.WriteReply.Decided decided ->
                        failedForGood(declared.name(), decided.verdict(), thrown);
                    case CallEnd.WriteReply.Failed failed -> {
                        tellNotRecorded(Thrown.asException("Recording the result failed", failed.thrown()));
                        Thrown.suppress(thrown, failed.thrown());
                        if (failed.isTooLarge()) {
                            yield writeUnknown(thrown).conclude();
                        }
                        throw thrown;
                    }
                });
    }

    private Outcome<R> failedForGood(String name, WriteVerdict verdict, Exception thrown) throws Exception {
        switch (verdict) {
            case WriteVerdict.Applied applied -> {
                if (applied.record() instanceof IdempotencyRecord.Completed completed) {
                    call.tell(new OperationEvent.FinallyFailed(call.key(), claim.attempt(), name, false));
                    return new Outcome.FinallyFailed<>(thrown, false, completed);
                }
                IllegalStateException defect = ClaimWrites.unexpected(applied);
                tellNotRecorded(defect);
                Thrown.suppress(thrown, defect);
            }
            case WriteVerdict.Fenced fenced ->
                Thrown.suppress(thrown, ClaimLostException.of(call.key(), fenced.record()));
        }
        throw thrown;
    }

    private void tellNotRecorded(Exception cause) {
        call.tell(new OperationEvent.NotRecorded(call.key(), claim.attempt(), cause));
    }

    /** Releases as unknown, or quarantines if the policy or a forgetful receiver asks for it; throws {@code thrown}. */
    CallEnd<R> writeUnknown(Throwable thrown) {
        boolean parks = call.spec().failures().onUnknownOutcome() instanceof UnknownOutcomePolicy.Quarantine<I, R>
                || claim.steps().isForgotten(thrown);
        return write(
                parks
                        ? claim.writes()
                                .quarantine("attempt " + claim.attempt() + " failed with "
                                        + thrown.getClass().getName())
                        : claim.writes().release(Certainty.UNKNOWN),
                thrown);
    }

    /** {@return the end of a call whose last write is {@code request} and which throws {@code thrown} afterwards} */
    CallEnd<R> write(WriteRequest.Last request, Throwable thrown) {
        return new CallEnd.WritePending<>(request, claim.writes(), thrown, reply -> {
            if (reply instanceof CallEnd.WriteReply.Failed failed) {
                Thrown.suppress(thrown, failed.thrown());
            }
            throw Thrown.rethrown(thrown);
        });
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.ClaimLostException;
import dev.semel.Evidence;
import dev.semel.FailureRule;
import dev.semel.Outcome;
import dev.semel.Reconciler;
import dev.semel.Reconciliation;
import dev.semel.StoreUnavailableException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execution of the body under a claim. What the attempts before it left unknown is reconciled first, if the operation
 * says so; how this one ended is recorded last (E3, E8).
 */
final class Attempt<I, R> {

    private final Engine engine;
    private final OperationSpec<I, R> spec;
    private final I input;
    private final Body<I, R> body;
    private final IdempotencyKey key;
    private final IdempotencyRecord.InProgress record;
    private final Lease lease;
    private final ClaimWrites recording;
    private final Function<String, EffectKey> effectKeys;
    private final Steps steps;

    Attempt(
            Engine engine,
            OperationSpec<I, R> spec,
            I input,
            Body<I, R> body,
            StoreCalls store,
            IdempotencyRecord.InProgress record,
            Lease lease) {
        this.engine = engine;
        this.spec = spec;
        this.input = input;
        this.body = body;
        this.key = store.key();
        this.record = record;
        this.lease = lease;
        this.recording = new ClaimWrites(
                engine, store, key, record.claim().id(), record.claim().attempt(), lease::lastWrite);
        long generation = record.claim().generation();
        this.effectKeys = spec.effectKeysPerGeneration()
                ? name -> EffectKey.ofGeneration(key, name, generation)
                : name -> EffectKey.of(key, name);
        this.steps = new Steps(engine, store, record, lease, effectKeys);
    }

    CallEnd<R> ended() throws Exception {
        if (record.earlier() == Certainty.UNKNOWN
                && spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.Reconcile<I, R> policy) {
            return reconciled(policy.reconciler());
        }
        return executed();
    }

    private CallEnd<R> executed() {
        Instant began = engine.clock().instant();
        R value;
        try {
            value = body.run(input, new GuardedExecution(key, record, lease, steps, effectKeys));
        } catch (Throwable thrown) {
            steps.end();
            return failed(thrown);
        }
        steps.end();
        return succeeded(value, began);
    }

    // ---- earlier attempts ----

    private CallEnd<R> reconciled(Reconciler<I, R> reconciler) throws Exception {
        Reconciliation<R> answer;
        try {
            answer = reconciler.reconcile(input, new Evidence(key, attempt(), record.recoveryPoints(), effectKeys));
        } catch (Throwable thrown) {
            return ended(recording.releasing(Certainty.UNKNOWN), thrown);
        }
        return switch (answer) {
            case Reconciliation.NotExecuted<R> not -> {
                steps.trustReconciler();
                yield executed();
            }
            case Reconciliation.Executed<R> happened ->
                recorded(happened.value(), completed -> new Outcome.Replayed<>(happened.value(), completed));
            case Reconciliation.StillUnknown<R> unknown -> parked(unknown.reason());
        };
    }

    private CallEnd<R> parked(String reason) {
        return unrecorded(recording.quarantining(reason), null, answer -> switch (answer) {
            case CallEnd.WriteReply.Decided decided ->
                switch (decided.verdict()) {
                    case WriteVerdict.Applied applied -> quarantined(applied);
                    case WriteVerdict.Fenced fenced -> new Outcome.ClaimLost<>(null, fenced.record());
                };
            case CallEnd.WriteReply.Failed failed -> {
                if (failed.thrown() instanceof StoreException e) {
                    throw StoreUnavailableException.notExecuted(key, e);
                }
                throw thrown(failed.thrown());
            }
        });
    }

    private Outcome<R> quarantined(WriteVerdict.Applied applied) {
        if (applied.record() instanceof IdempotencyRecord.Quarantined parked) {
            return new Outcome.Quarantined<>(parked);
        }
        throw unexpected(applied);
    }

    // ---- the body returned ----

    private CallEnd<R> succeeded(@Nullable R value, Instant began) {
        Instant returned = engine.clock().instant();
        return recorded(value, completed -> {
            List<String> unused = steps.unused();
            if (!unused.isEmpty()) {
                engine.tell(new OperationEvent.StepsUnused(key, attempt(), unused));
            }
            engine.tell(new OperationEvent.Executed(
                    key,
                    attempt(),
                    Duration.between(began, returned),
                    Duration.between(returned, engine.clock().instant())));
            return new Outcome.Executed<>(value, completed);
        });
    }

    /** E8: whatever goes wrong after the body has returned, its value is not lost. */
    private CallEnd<R> recorded(@Nullable R value, Function<IdempotencyRecord.Completed, Outcome<R>> outcome) {
        StoredResult result;
        try {
            result = new StoredResult.Success(
                    value == null ? null : engine.codec().encode(value, spec.result()));
        } catch (RuntimeException | Error e) {
            Exception told = exception(e);
            completeWithout(StoredResult.Missing.unencodable("it could not be encoded"), told);
            return new CallEnd.Finished<>(notRecorded(value, told));
        }
        return unrecorded(
                recording.completion(result, spec.dedupeWindow(), asClaimed()), null, answer -> switch (answer) {
                    case CallEnd.WriteReply.Decided decided -> decided(decided.verdict(), value, outcome);
                    case CallEnd.WriteReply.Failed failed -> unkept(failed.thrown(), value, result);
                });
    }

    /** Returns the record of the claim, if this attempt has sent no write since. */
    private IdempotencyRecord.@Nullable InProgress asClaimed() {
        return steps.isAnyRecorded() || lease.isRenewed() ? null : record;
    }

    private Outcome<R> decided(
            WriteVerdict verdict, @Nullable R value, Function<IdempotencyRecord.Completed, Outcome<R>> outcome) {
        return switch (verdict) {
            case WriteVerdict.Fenced fenced -> new Outcome.ClaimLost<>(value, fenced.record());
            case WriteVerdict.Applied applied -> {
                if (!(applied.record() instanceof IdempotencyRecord.Completed completed)) {
                    yield notRecorded(value, unexpected(applied));
                }
                keep(completed);
                yield outcome.apply(completed);
            }
        };
    }

    private Outcome<R> unkept(Throwable thrown, @Nullable R value, StoredResult result) {
        Exception told = exception(thrown);
        if (isTooLarge(thrown)) {
            completeWithout(new StoredResult.Missing("it is too large for the store", result.digest()), told);
        }
        return notRecorded(value, told);
    }

    /** It is known to have been executed and must never be again, although its result cannot be kept (S12). */
    private void completeWithout(StoredResult.Missing missing, Exception told) {
        try {
            recording.write(recording.completion(missing, spec.dedupeWindow(), null));
        } catch (RuntimeException | Error e) {
            suppress(told, e);
        }
    }

    private static boolean isTooLarge(Throwable thrown) {
        return thrown instanceof StoreException e && e.reason() == StoreException.Reason.TOO_LARGE;
    }

    private static Exception exception(Throwable thrown) {
        return thrown instanceof Exception exception
                ? exception
                : new IllegalStateException("Recording the result failed", thrown);
    }

    private void keep(IdempotencyRecord.Completed completed) {
        ReplayCache cache = engine.replayCache();
        if (cache != null) {
            cache.keep(key, completed);
        }
    }

    private Outcome<R> notRecorded(@Nullable R value, Exception cause) {
        engine.tell(new OperationEvent.NotRecorded(key, attempt(), cause));
        return new Outcome.NotRecorded<>(value, cause);
    }

    // ---- the body threw ----

    private CallEnd<R> failed(Throwable thrown) {
        ClaimLostException lost = lease.lost();
        if (lost != null && isSame(thrown, lost)) {
            return new CallEnd.Finished<>(
                    new Outcome.ClaimLost<>(null, lost.winner().orElse(null)));
        }
        FailureRule rule = thrown instanceof Exception ? spec.ruleFor(thrown) : null; // E3: an Error is unknown
        return switch (rule) {
            case FailureRule.Final<?> declared -> failedForGood(declared, (Exception) thrown);
            case FailureRule.NotExecuted declared
            when !steps.isUnknown(thrown) -> // a broad rule knows nothing of steps
                ended(recording.releasing(Certainty.NOT_EXECUTED), thrown);
            case FailureRule.NotExecuted declared -> ended(ofUnknownOutcome(thrown), thrown);
            case FailureRule.Unknown declared -> ended(ofUnknownOutcome(thrown), thrown);
            case null ->
                ended(
                        isNothingInDoubt(thrown)
                                ? recording.releasing(Certainty.NOT_EXECUTED)
                                : ofUnknownOutcome(thrown),
                        thrown);
        };
    }

    /** Where all effects are steps and none is in flight, nothing is unknown: the next attempt goes on from here. */
    private boolean isNothingInDoubt(Throwable thrown) {
        return spec.effectsAreSteps() && thrown instanceof Exception && !steps.isInFlight() && !steps.isUnknown(thrown);
    }

    /** Completes with a final failure; where that is not possible, {@code thrown} is thrown and says why. */
    private <X extends Exception> CallEnd<R> failedForGood(FailureRule.Final<X> declared, Exception thrown) {
        StoredResult result;
        try {
            result = new StoredResult.FinalFailure(
                    declared.name(),
                    engine.wrapped(declared.codec().encode(declared.type().cast(thrown))));
        } catch (RuntimeException | Error e) {
            suppress(thrown, e);
            return ended(ofUnknownOutcome(thrown), thrown);
        }
        return unrecorded(
                recording.completion(result, spec.dedupeWindow(), asClaimed()), thrown, answer -> switch (answer) {
                    case CallEnd.WriteReply.Decided decided ->
                        failedForGood(declared.name(), decided.verdict(), thrown);
                    case CallEnd.WriteReply.Failed failed -> {
                        engine.tell(new OperationEvent.NotRecorded(key, attempt(), exception(failed.thrown())));
                        suppress(thrown, failed.thrown());
                        if (isTooLarge(failed.thrown())) {
                            yield ended(ofUnknownOutcome(thrown), thrown).outcome();
                        }
                        throw thrown;
                    }
                });
    }

    private Outcome<R> failedForGood(String name, WriteVerdict verdict, Exception thrown) throws Exception {
        switch (verdict) {
            case WriteVerdict.Applied applied -> {
                if (applied.record() instanceof IdempotencyRecord.Completed completed) {
                    engine.tell(new OperationEvent.FinallyFailed(key, attempt(), name, false));
                    return new Outcome.FinallyFailed<>(thrown, false, completed);
                }
                IllegalStateException defect = unexpected(applied);
                engine.tell(new OperationEvent.NotRecorded(key, attempt(), defect));
                suppress(thrown, defect);
            }
            case WriteVerdict.Fenced fenced -> suppress(thrown, ClaimLostException.of(key, fenced.record()));
        }
        throw thrown;
    }

    /** Releases, or quarantines if the policy says so. */
    private WriteRequest.Last ofUnknownOutcome(Throwable thrown) {
        boolean parks =
                spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.Quarantine<I, R> || steps.isForgotten(thrown);
        return parks
                ? recording.quarantining("attempt " + attempt() + " failed with "
                        + thrown.getClass().getName())
                : recording.releasing(Certainty.UNKNOWN);
    }

    /** Ends the claim, and throws {@code thrown}; what fails is suppressed in it. */
    private CallEnd<R> ended(WriteRequest.Last request, Throwable thrown) {
        return unrecorded(request, thrown, answer -> {
            if (answer instanceof CallEnd.WriteReply.Failed failed) {
                suppress(thrown, failed.thrown());
            }
            throw thrown(thrown);
        });
    }

    // ---- both ----

    private CallEnd<R> unrecorded(WriteRequest.Last request, @Nullable Throwable thrown, CallEnd.Conclusion<R> ending) {
        return new CallEnd.WritePending<>(request, recording, thrown, ending);
    }

    /** Returns {@code thrown} to be thrown; throws it itself if it is an Error. */
    private static Exception thrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof Exception exception ? exception : new IllegalStateException(thrown);
    }

    private static void suppress(Throwable thrown, Throwable suppressed) {
        if (!isSame(thrown, suppressed)) { // nothing may suppress itself
            thrown.addSuppressed(suppressed);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very exception, not an equal one
    private static boolean isSame(Throwable one, Throwable other) {
        return one == other;
    }

    private static IllegalStateException unexpected(WriteVerdict.Applied applied) {
        return new IllegalStateException("A store applied a write and shows another state, against the contract of "
                + "IdempotencyStore: " + applied.record().getClass().getSimpleName());
    }

    private int attempt() {
        return record.claim().attempt();
    }
}

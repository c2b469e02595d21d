// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
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
    private final Recording recording;
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
        this.recording = new Recording(
                engine, store, key, record.claim().id(), record.claim().attempt(), lease::lastWrite);
        long generation = record.claim().generation();
        this.effectKeys = spec.effectKeysPerGeneration()
                ? name -> EffectKey.ofGeneration(key, name, generation)
                : name -> EffectKey.of(key, name);
        this.steps = new Steps(engine, store, record, lease, effectKeys);
    }

    Outcome<R> outcome() throws Exception {
        if (record.earlier() == Certainty.UNKNOWN
                && spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.Reconcile<I, R> policy) {
            return reconciled(policy.reconciler());
        }
        return executed();
    }

    private Outcome<R> executed() throws Exception {
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

    private Outcome<R> reconciled(Reconciler<I, R> reconciler) throws Exception {
        Reconciliation<R> answer;
        try {
            answer = reconciler.reconcile(input, new Evidence(key, attempt(), record.recoveryPoints(), effectKeys));
        } catch (Throwable thrown) {
            try {
                recording.release(Certainty.UNKNOWN);
            } catch (RuntimeException e) {
                suppress(thrown, e);
            }
            throw thrown;
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

    private Outcome<R> parked(String reason) {
        try {
            return switch (recording.quarantine(reason)) {
                case WriteVerdict.Applied applied -> quarantined(applied);
                case WriteVerdict.Fenced fenced -> new Outcome.ClaimLost<>(null, fenced.record());
            };
        } catch (StoreException e) {
            throw StoreUnavailableException.notExecuted(key, e);
        }
    }

    private Outcome<R> quarantined(WriteVerdict.Applied applied) {
        if (applied.record() instanceof IdempotencyRecord.Quarantined parked) {
            return new Outcome.Quarantined<>(parked);
        }
        throw unexpected(applied);
    }

    // ---- the body returned ----

    private Outcome<R> succeeded(@Nullable R value, Instant began) {
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
    private Outcome<R> recorded(@Nullable R value, Function<IdempotencyRecord.Completed, Outcome<R>> outcome) {
        StoredResult result;
        try {
            result = new StoredResult.Success(
                    value == null ? null : engine.codec().encode(value, spec.result()));
        } catch (RuntimeException | Error e) {
            Exception told = exception(e);
            completeWithout(StoredResult.Missing.unencodable("it could not be encoded"), told);
            return notRecorded(value, told);
        }
        try {
            return switch (recording.complete(result, spec.dedupeWindow())) {
                case WriteVerdict.Fenced fenced -> new Outcome.ClaimLost<>(value, fenced.record());
                case WriteVerdict.Applied applied -> {
                    IdempotencyRecord.Completed completed = completed(applied);
                    keep(completed);
                    yield outcome.apply(completed);
                }
            };
        } catch (RuntimeException | Error e) {
            Exception told = exception(e);
            if (isTooLarge(e)) {
                completeWithout(new StoredResult.Missing("it is too large for the store", result.digest()), told);
            }
            return notRecorded(value, told);
        }
    }

    /** It is known to have been executed and must never be again, although its result cannot be kept (S12). */
    private void completeWithout(StoredResult.Missing missing, Exception told) {
        try {
            recording.complete(missing, spec.dedupeWindow());
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

    private Outcome<R> failed(Throwable thrown) throws Exception {
        ClaimLostException lost = lease.lost();
        if (lost != null && isSame(thrown, lost)) {
            return new Outcome.ClaimLost<>(null, lost.winner().orElse(null));
        }
        FailureRule rule = thrown instanceof Exception ? ruleFor(thrown) : null; // E3: an Error is unknown
        switch (rule) {
            case FailureRule.Final<?> declared -> {
                IdempotencyRecord.Completed completed = recordFailure(declared, (Exception) thrown);
                if (completed != null) {
                    engine.tell(new OperationEvent.FinallyFailed(key, attempt(), declared.name(), false));
                    return new Outcome.FinallyFailed<>((Exception) thrown, false, completed);
                }
            }
            case FailureRule.NotExecuted declared -> endClaim(Certainty.NOT_EXECUTED, "", thrown);
            case FailureRule.Unknown declared -> endClaim(Certainty.UNKNOWN, failure(thrown), thrown);
            case null -> endClaim(undeclaredCertainty(thrown), failure(thrown), thrown);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw thrown instanceof Exception exception ? exception : new IllegalStateException(thrown);
    }

    /** Where all effects are steps and none is in flight, nothing is unknown: the next attempt goes on from here. */
    private Certainty undeclaredCertainty(Throwable thrown) {
        boolean nothingInDoubt = spec.effectsAreSteps() && thrown instanceof Exception && !steps.isInFlight();
        return nothingInDoubt && !steps.isUnknown(thrown) ? Certainty.NOT_EXECUTED : Certainty.UNKNOWN;
    }

    private @Nullable FailureRule ruleFor(Throwable thrown) {
        for (FailureRule rule : spec.onFailure()) {
            if (rule.fits(thrown)) {
                return rule;
            }
        }
        return null;
    }

    private String failure(Throwable thrown) {
        return "attempt " + attempt() + " failed with " + thrown.getClass().getName();
    }

    /** Completes with a final failure; null when that was not possible, and {@code thrown} says why. */
    private <X extends Exception> IdempotencyRecord.@Nullable Completed recordFailure(
            FailureRule.Final<X> declared, Exception thrown) {
        StoredResult result;
        try {
            result = new StoredResult.FinalFailure(
                    declared.name(),
                    engine.wrapped(declared.codec().encode(declared.type().cast(thrown))));
        } catch (RuntimeException | Error e) {
            suppress(thrown, e);
            endClaim(Certainty.UNKNOWN, failure(thrown), thrown);
            return null;
        }
        try {
            return switch (recording.complete(result, spec.dedupeWindow())) {
                case WriteVerdict.Applied applied -> completed(applied);
                case WriteVerdict.Fenced fenced -> {
                    suppress(thrown, ClaimLostException.of(key, fenced.record()));
                    yield null;
                }
            };
        } catch (RuntimeException | Error e) {
            engine.tell(new OperationEvent.NotRecorded(key, attempt(), exception(e)));
            suppress(thrown, e);
            if (isTooLarge(e)) {
                endClaim(Certainty.UNKNOWN, failure(thrown), thrown);
            }
            return null;
        }
    }

    // ---- both ----

    /** Releases, or quarantines an unknown outcome if the policy says so. What fails is suppressed in {@code thrown}. */
    private void endClaim(Certainty certainty, String reason, Throwable thrown) {
        try {
            boolean parks = spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.Quarantine<I, R>
                    || steps.isForgotten(thrown);
            if (certainty == Certainty.UNKNOWN && parks) {
                recording.quarantine(reason);
            } else {
                recording.release(certainty);
            }
        } catch (RuntimeException e) {
            suppress(thrown, e);
        }
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

    private static IdempotencyRecord.Completed completed(WriteVerdict.Applied applied) {
        if (applied.record() instanceof IdempotencyRecord.Completed completed) {
            return completed;
        }
        throw unexpected(applied);
    }

    private static IllegalStateException unexpected(WriteVerdict.Applied applied) {
        return new IllegalStateException("A store applied a write and shows another state, against the contract of "
                + "IdempotencyStore: " + applied.record().getClass().getSimpleName());
    }

    private int attempt() {
        return record.claim().attempt();
    }
}

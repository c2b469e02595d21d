// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One execution of the body under a claim, and the recording of how it ended (E3, E8). */
record Attempt<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        IdempotencyKey key,
        IdempotencyRecord.InProgress record,
        Recording recording) {

    Outcome<R> run(I input, Body<I, R> body, Instant bodyEnd) throws Exception {
        Instant began = engine.clock().instant();
        R value;
        try {
            value = body.run(input, RunningExecution.of(key, record, bodyEnd, engine.clock()));
        } catch (Throwable thrown) {
            return failed(thrown);
        }
        return succeeded(value, began);
    }

    // ---- the body returned ----

    private Outcome<R> succeeded(@Nullable R value, Instant began) {
        Instant returned = engine.clock().instant();
        StoredResult result;
        try {
            result = new StoredResult.Success(
                    value == null ? null : engine.codec().encode(value, spec.result()));
        } catch (RuntimeException | Error e) {
            return notRecorded(value, settled(e));
        }
        try {
            return switch (recording.complete(result, spec.dedupeWindow())) {
                case WriteVerdict.Fenced fenced -> new Outcome.ClaimLost<>(value, fenced.record());
                case WriteVerdict.Applied applied -> executed(value, completed(applied), began, returned);
            };
        } catch (StoreException e) {
            return notRecorded(value, e.reason() == StoreException.Reason.TOO_LARGE ? settled(e) : e);
        } catch (RuntimeException e) {
            return notRecorded(value, e);
        }
    }

    private Outcome<R> executed(
            @Nullable R value, IdempotencyRecord.Completed completed, Instant began, Instant returned) {
        ReplayCache cache = engine.replayCache();
        if (cache != null) {
            cache.keep(key, completed);
        }
        engine.tell(new OperationEvent.Executed(
                key,
                attempt(),
                Duration.between(began, returned),
                Duration.between(returned, engine.clock().instant())));
        return new Outcome.Executed<>(value, completed);
    }

    private Outcome<R> notRecorded(@Nullable R value, Exception cause) {
        engine.tell(new OperationEvent.NotRecorded(key, attempt(), cause));
        return new Outcome.NotRecorded<>(value, cause);
    }

    /** The store is there but the result cannot be stored: the claim ends now, with an unknown outcome. */
    private Exception settled(Throwable cause) {
        Exception told = cause instanceof Exception exception
                ? exception
                : new IllegalStateException("The result could not be encoded", cause);
        endClaim(Certainty.UNKNOWN, "the result of attempt " + attempt() + " could not be stored", told);
        return told;
    }

    // ---- the body threw ----

    private Outcome<R> failed(Throwable thrown) throws Exception {
        FailureRule rule = ruleFor(thrown);
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
            case null -> endClaim(Certainty.UNKNOWN, failure(thrown), thrown);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw thrown instanceof Exception exception ? exception : new IllegalStateException(thrown);
    }

    private @Nullable FailureRule ruleFor(Throwable thrown) {
        if (!(thrown instanceof Exception)) {
            return null; // E3: an Error leaves an unknown outcome
        }
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
                    declared.name(), declared.codec().encode(declared.type().cast(thrown)));
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
        } catch (RuntimeException e) {
            engine.tell(new OperationEvent.NotRecorded(key, attempt(), e));
            suppress(thrown, e);
            if (e instanceof StoreException store && store.reason() == StoreException.Reason.TOO_LARGE) {
                endClaim(Certainty.UNKNOWN, failure(thrown), thrown);
            }
            return null;
        }
    }

    // ---- both ----

    /** Releases, or quarantines an unknown outcome if the policy says so. What fails is suppressed in {@code thrown}. */
    private void endClaim(Certainty certainty, String reason, Throwable thrown) {
        try {
            if (certainty == Certainty.UNKNOWN && spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.Quarantine) {
                recording.quarantine(reason);
            } else {
                recording.release(certainty);
            }
        } catch (RuntimeException e) {
            suppress(thrown, e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // nothing may suppress itself
    private static void suppress(Throwable thrown, Throwable suppressed) {
        if (suppressed != thrown) {
            thrown.addSuppressed(suppressed);
        }
    }

    private static IdempotencyRecord.Completed completed(WriteVerdict.Applied applied) {
        if (applied.record() instanceof IdempotencyRecord.Completed completed) {
            return completed;
        }
        throw new IllegalStateException("A store applied a completion and shows another state, against the contract of "
                + "IdempotencyStore: " + applied.record().getClass().getSimpleName());
    }

    private int attempt() {
        return record.claim().attempt();
    }
}

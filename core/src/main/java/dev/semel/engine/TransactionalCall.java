// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.Outcome;
import dev.semel.ResultNotRecordedException;
import dev.semel.StoreUnavailableException;
import dev.semel.Transaction;
import dev.semel.TransactionContext;
import dev.semel.TransactionalBody;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.event.OperationEvent;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.Transitions;
import dev.semel.step.Step;
import dev.semel.store.CommitStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One call of a transactional operation: runs the body, then commits its writes with the record, and acts on what the key
 * answers instead.
 */
public record TransactionalCall<I, R, W>(
        Engine engine,
        OperationSpec<I, R> spec,
        CommitStore<W> store,
        TransactionalBody<I, R, W> body,
        I input,
        Identity.Guarded identity,
        Claimer claiming) {

    /** The step under which the body commits where a claim must come first. */
    private static final Step COMMIT = Step.named(Steps.RESERVED + "commit");

    private static final int TRIES = 10;

    public static <I, R, W> TransactionalCall<I, R, W> of(
            Engine engine,
            OperationSpec<I, R> spec,
            CommitStore<W> store,
            TransactionalBody<I, R, W> body,
            I input,
            @Nullable Deadline callDeadline) {
        Instant began = engine.clock().instant();
        if (callDeadline == null && spec.lease() == null) {
            throw DeadlineTooShortException.none(spec.name());
        }
        if (!(new Identification<>(engine, spec, input).identity() instanceof Identity.Guarded identity)) {
            throw new IllegalStateException("A transactional operation has no unguarded calls");
        }
        Instant deadline = callDeadline == null ? null : callDeadline.from(began);
        StoreCalls calls = new StoreCalls(engine, identity.key());
        Claimer claiming = new Claimer(engine, spec, calls, identity.fingerprint(), deadline);
        return new TransactionalCall<>(engine, spec, store, body, input, identity, claiming);
    }

    @Nullable
    public R value() throws Exception {
        Outcome<R> outcome = outcome();
        if (outcome instanceof Outcome.NotRecorded<R> kept) {
            throw ResultNotRecordedException.undecided(identity.key(), kept.cause());
        }
        return Invocation.value(identity.key(), outcome);
    }

    public Outcome<R> outcome() throws Exception {
        Instant start = engine.clock().instant();
        Outcome<R> cached = taken().cached(identity.fingerprint(), start);
        if (cached != null) {
            return cached;
        }
        IdempotencyRecord.InProgress held = null;
        for (int polls = 1; ; polls++) {
            Instant now = engine.clock().instant();
            Instant end = claiming.end(now);
            if (!claiming.isEnough(now, end)) {
                if (held != null) {
                    return taken().inProgress(held, now);
                }
                throw claiming.tooShort(now, end);
            }
            Attempted<R> attempted = attempt(now, end);
            Outcome<R> outcome = attempted.outcome();
            if (outcome == null) {
                outcome = answered(attempted, start, polls);
            }
            if (outcome != null) {
                return outcome;
            }
            held = attempted.heldBy(held);
        }
    }

    // ---- one try ----

    /** What one body and its commit came to: an outcome, or a verdict to act on. */
    private record Attempted<R>(
            @Nullable Outcome<R> outcome, @Nullable CommitVerdict verdict) {

        IdempotencyRecord.@Nullable InProgress heldBy(IdempotencyRecord.@Nullable InProgress before) {
            return verdict instanceof CommitVerdict.Answered answered
                            && answered.verdict() instanceof ClaimVerdict.InProgress other
                    ? other.record()
                    : before;
        }
    }

    private Attempted<R> attempt(Instant began, Instant end) throws Exception {
        Transaction<R, W> transaction;
        try {
            transaction = body.run(input, context(end));
        } catch (Exception thrown) {
            return failed(thrown);
        }
        CommitRequest request = request(transaction.value());
        Instant sent = engine.clock().instant();
        if (!sent.isBefore(end)) {
            throw claiming.tooShort(sent, end);
        }
        CommitVerdict verdict;
        try {
            verdict = claiming.store()
                    .callToTheEnd("commit", end, TRIES, call -> store.commit(request, transaction.writes(), call));
        } catch (StoreException e) {
            return new Attempted<>(unanswered(transaction.value(), e), null);
        } catch (RuntimeException refused) { // the database refuses the writes themselves
            return Claimer.mayBeApplied(refused) ? new Attempted<>(claimedFirst(), null) : failed(refused);
        }
        return verdict instanceof CommitVerdict.Committed committed
                ? new Attempted<>(executed(transaction.value(), committed.record(), began, sent), null)
                : new Attempted<>(null, verdict);
    }

    private CommitRequest request(@Nullable R value) {
        return new CommitRequest(
                identity.key(),
                engine.claimIds().next(),
                identity.fingerprint(),
                spec.fingerprintPolicy(),
                new StoredResult.Success(value == null ? null : engine.codec().encode(value, spec.result())),
                spec.dedupeWindow(),
                spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.ReExecute<I, R>,
                engine.source());
    }

    private Outcome<R> executed(@Nullable R value, IdempotencyRecord.Completed record, Instant began, Instant sent) {
        ReplayCache cache = engine.replayCache();
        if (cache != null) {
            cache.keep(identity.key(), record);
        }
        engine.tell(new OperationEvent.Executed(
                identity.key(),
                record.claim().attempt(),
                Duration.between(began, sent),
                Duration.between(sent, engine.clock().instant())));
        return new Outcome.Executed<>(value, record);
    }

    /** Nobody knows whether it was committed, unless the store refused every try. */
    private Outcome<R> unanswered(@Nullable R value, StoreException exception) {
        if (!Claimer.mayBeApplied(exception)) {
            throw StoreUnavailableException.notExecuted(identity.key(), exception);
        }
        engine.tell(new OperationEvent.NotRecorded(identity.key(), 1, exception));
        return new Outcome.NotRecorded<>(value, exception);
    }

    /**
     * Nothing was written. Only a final failure leaves a record, and for that the key must be claimed. Any other failure
     * counts only if the key does not answer for itself: the body of a duplicate may fail because of what it did before.
     */
    private Attempted<R> failed(Exception thrown) throws Exception {
        if (spec.ruleFor(thrown) instanceof FailureRule.Final<?>) {
            return new Attempted<>(claimedFirst(), null);
        }
        CommitVerdict verdict;
        try {
            verdict = claiming.store()
                    .callToTheEnd("find", claiming.end(engine.clock().instant()), TRIES, this::wouldBeAnswered);
        } catch (StoreException e) {
            thrown.addSuppressed(e);
            throw thrown;
        }
        if (verdict instanceof CommitVerdict.Answered) {
            return new Attempted<>(null, verdict);
        }
        throw thrown;
    }

    /** Returns what a commit would be answered now; changes nothing. */
    private CommitVerdict wouldBeAnswered(StoreCall call) {
        IdempotencyRecord record = engine.store().find(identity.key(), call).orElse(null);
        return Transitions.commit(record, request(null), call.now()).verdict();
    }

    // ---- what the key answers ----

    private @Nullable Outcome<R> answered(Attempted<R> attempted, Instant start, int polls) throws Exception {
        return switch (attempted.verdict()) {
            case CommitVerdict.Answered answered -> taken().outcome(answered.verdict(), start, polls);
            case CommitVerdict.TakeOverNeeded needed -> claimedFirst();
            case CommitVerdict.Committed committed -> throw new IllegalStateException("A commit is an outcome");
            case null -> throw new IllegalStateException("No outcome, no verdict");
        };
    }

    /** Runs the body under a claim, and commits its writes with a recovery point. */
    private Outcome<R> claimedFirst() throws Exception {
        Body<I, R> commit = (claimed, execution) -> {
            if (!(execution instanceof GuardedExecution guarded)) {
                throw new IllegalStateException("A transactional operation has no unguarded calls");
            }
            return guarded.steps()
                    .commit(COMMIT, spec.result(), store, effect -> body.run(claimed, context(execution.deadline())));
        };
        return GuardedCall.of(engine, spec, input, commit, identity, claiming.deadline())
                .ended()
                .outcome();
    }

    // ---- parts ----

    private DuplicateCall<I, R> taken() {
        return new DuplicateCall<>(engine, spec, identity.key(), input, claiming.deadline());
    }

    private TransactionContext context(Instant end) {
        return new Context(identity.key(), end, engine.clock());
    }

    /** What the body knows. */
    public record Context(IdempotencyKey key, Instant deadline, InstantSource clock) implements TransactionContext {

        @Override
        public EffectKey effectKey(String name) {
            return EffectKey.of(key, name);
        }

        @Override
        public Duration remaining() {
            Duration left = Duration.between(clock.instant(), deadline);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}

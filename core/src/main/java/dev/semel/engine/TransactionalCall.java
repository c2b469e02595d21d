// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.InvalidKeyException;
import dev.semel.InvalidPayloadException;
import dev.semel.Outcome;
import dev.semel.ResultNotRecordedException;
import dev.semel.StoreUnavailableException;
import dev.semel.Transaction;
import dev.semel.TransactionContext;
import dev.semel.TransactionalBody;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.RecordPart;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.Transitions;
import dev.semel.step.Step;
import dev.semel.store.CommitStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a transactional operation: runs the body, then commits its writes together with the record. If the key
 * has a record already, acts on that instead.
 *
 * @param <I> the input
 * @param <R> the result
 * @param <W> the writes, in the store's own terms
 */
public final class TransactionalCall<I, R, W> {

    /** The step under which the body commits if a claim must come first. */
    private static final Step COMMIT = Step.named(Steps.RESERVED + "commit");

    private final KeyedCall<I, R> call;
    private final CommitStore<W> store;
    private final TransactionalBody<I, R, W> body;
    private final Claimer claimer;
    private final DuplicateCall<I, R> duplicate;

    /**
     * Begins a call.
     *
     * @param deadline null for the declared lease
     * @throws DeadlineTooShortException if there is neither deadline nor lease
     * @throws InvalidKeyException if the input has no usable key
     * @throws InvalidPayloadException if the payload has no fingerprint
     */
    public TransactionalCall(
            Engine engine,
            OperationSpec<I, R> spec,
            CommitStore<W> store,
            TransactionalBody<I, R, W> body,
            I input,
            @Nullable Deadline deadline) {
        Instant end = KeyedCall.end(spec, deadline, engine.clock().instant());
        if (!(CallIdentity.of(engine, spec, input, end) instanceof CallIdentity.Guarded identity)) {
            throw new IllegalStateException("A transactional operation has no unguarded calls");
        }
        this.call = new KeyedCall<>(engine, spec, input, identity, end);
        this.store = store;
        this.body = body;
        this.claimer = new Claimer(call);
        this.duplicate = new DuplicateCall<>(call);
    }

    /** Runs the call, and returns its value, or throws the exception that stands for an outcome without one. */
    public @Nullable R run() throws Exception {
        Outcome<R> outcome = tryRun();
        if (outcome instanceof Outcome.NotRecorded<R> kept) {
            throw ResultNotRecordedException.undecided(call.key(), kept.cause());
        }
        return OutcomeValue.of(call.key(), outcome);
    }

    /** Runs the call, and returns its outcome. */
    public Outcome<R> tryRun() throws Exception {
        Instant start = call.now();
        Optional<Outcome<R>> cached = duplicate.cached(start);
        return cached.isPresent()
                ? cached.get()
                : new ClaimLoop<>(claimer, duplicate).run(start, this::commit).conclude();
    }

    // ---- one try ----

    private Next<R> commit(Instant began, Instant end, ClaimLoop.Asking asking) throws Exception {
        if (!(call.permit() instanceof ClaimPermit.Always)) {
            return claimFirst(); // only a claim can be checked before the writes are made
        }
        Transaction<R, W> transaction;
        try {
            transaction = transaction(call.input(), end);
        } catch (Exception thrown) {
            return failed(thrown, asking);
        }
        Blob stored = encoded(transaction.value());
        R answer = call.values().answer(transaction.value(), stored, call.spec().result(), new RecordPart.Result());
        CommitRequest request = request(stored);
        Instant sent = call.now();
        if (!sent.isBefore(end)) {
            throw claimer.tooShort(sent, end);
        }
        CommitVerdict verdict;
        try {
            verdict = call.store()
                    .callToTheEnd(
                            "commit",
                            end,
                            RetryPolicy.RECORDING_TRIES,
                            timed -> store.commit(request, transaction.writes(), timed));
        } catch (StoreException e) {
            return Next.answer(unanswered(answer, e));
        } catch (RuntimeException refused) { // the database refuses the writes themselves
            return Claimer.mayBeApplied(refused) ? claimFirst() : failed(refused, asking);
        }
        return switch (verdict) {
            case CommitVerdict.Committed committed -> Next.answer(executed(answer, committed.record(), began, sent));
            case CommitVerdict.Answered answered -> duplicate.answer(answered.verdict(), asking);
            case CommitVerdict.TakeOverNeeded needed -> claimFirst();
        };
    }

    private Transaction<R, W> transaction(I input, Instant end) throws Exception {
        OperationSpec<I, R> spec = call.spec();
        Transaction<R, W> transaction = Given.by("body", spec.name(), body.run(input, context(end)));
        spec.requireResult("body", transaction.value());
        return transaction;
    }

    private @Nullable Blob encoded(@Nullable R value) {
        return call.values().encode(value, call.spec().result(), new RecordPart.Result());
    }

    private CommitRequest request(@Nullable Blob stored) {
        OperationSpec<I, R> spec = call.spec();
        Engine engine = call.engine();
        return new CommitRequest(
                call.key(),
                engine.claimIds().next(),
                call.fingerprint(),
                spec.fingerprinting().policy(),
                new StoredResult.Success(stored),
                spec.timing().dedupeWindow(),
                spec.failures().onUnknownOutcome() instanceof UnknownOutcomePolicy.ReExecute<I, R>,
                engine.source());
    }

    private Outcome<R> executed(@Nullable R value, IdempotencyRecord.Completed record, Instant began, Instant sent) {
        call.keep(record);
        call.tell(new OperationEvent.Executed(
                call.key(),
                record.claim().attempt(),
                Duration.between(began, sent),
                Duration.between(sent, call.now())));
        return new Outcome.Executed<>(value, record);
    }

    /** {@return the outcome of a commit without an answer: unknown, unless the store refused every try} */
    private Outcome<R> unanswered(@Nullable R value, StoreException exception) {
        if (!Claimer.mayBeApplied(exception)) {
            throw StoreUnavailableException.notExecuted(call.key(), exception);
        }
        call.tell(new OperationEvent.NotRecorded(call.key(), 1, exception));
        return new Outcome.NotRecorded<>(value, exception);
    }

    /**
     * Acts on a failure of the body; nothing was written. Only a final failure leaves a record, and for that the key
     * must be claimed. Any other failure counts only if the key has no record that answers: the body of a duplicate may
     * fail because of what the first one wrote.
     */
    private Next<R> failed(Exception thrown, ClaimLoop.Asking asking) throws Exception {
        Optional<FailureRule> rule = call.spec().failures().ruleFor(thrown);
        if (rule.isPresent() && rule.get() instanceof FailureRule.Final<?>) {
            return claimFirst();
        }
        CommitVerdict verdict;
        try {
            verdict = call.store()
                    .callToTheEnd("find", claimer.end(call.now()), RetryPolicy.RECORDING_TRIES, this::wouldBeAnswered);
        } catch (StoreException e) {
            thrown.addSuppressed(e);
            throw thrown;
        }
        if (verdict instanceof CommitVerdict.Answered answered) {
            return duplicate.answer(answered.verdict(), asking);
        }
        throw thrown;
    }

    /** {@return the answer that a commit would get now; changes nothing} */
    private CommitVerdict wouldBeAnswered(StoreCall timed) {
        IdempotencyRecord record =
                Given.by("store", call.engine().store().find(call.key(), timed)).orElse(null);
        return Transitions.commit(record, request(null), timed.now()).verdict();
    }

    /** Runs the body under a claim, and commits its writes with a recovery point. */
    private Next<R> claimFirst() throws Exception {
        Body<I, R> commit = (input, execution) -> {
            if (!(execution instanceof GuardedExecution guarded)) {
                throw new IllegalStateException("A transactional operation has no unguarded calls");
            }
            return guarded.steps()
                    .commit(COMMIT, call.spec().result(), store, effect -> transaction(input, execution.deadline()));
        };
        return new Next.Answer<>(new GuardedCall<>(call, commit).run());
    }

    private TransactionContext context(Instant end) {
        return new CommitContext(call.intent(), end, call.engine().clock());
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.Deadline;
import dev.semel.OperationTemplate;
import dev.semel.Outcome;
import dev.semel.ResultNotRecordedException;
import dev.semel.StoreUnavailableException;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation whose body, effects and record are one transaction: after a crash at any point nothing has happened, and
 * what has happened is on record. Immutable and thread-safe.
 *
 * <p>Apart from the statements of the body, a first call takes three round trips (claim, completion, commit), and a
 * duplicate two (claim, rollback). A duplicate that arrives while the body runs does not wait for the row: it is in
 * progress, and waits or not as the operation's {@code onInProgress} says. With SQLite, which has one writer at a time,
 * and H2 it waits for the database first, as long as the connection lets it.
 *
 * <p>A body that throws has changed nothing. If its exception is declared final, its failure is recorded in a
 * transaction of its own. Serialisation failures and deadlocks (SQL states 40001 and 40P01), also of the commit, run
 * the body again in a new transaction, a few times and within the deadline. A commit without an answer is looked up: it
 * is known as this call's own, or it did not happen and the body runs again.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class JdbcOperation<I, R> {

    /** The time for storing messages of an execution without a record. */
    private static final Duration TO_COMMIT = Duration.ofSeconds(5);

    private static final int MOST_RUNS = 5;

    private final JdbcStore store;
    private final OperationTemplate<I, R> template;
    private final JdbcBody<I, R> body;
    private final @Nullable JdbcOutbox outbox;

    JdbcOperation(JdbcStore store, OperationTemplate<I, R> template, JdbcBody<I, R> body, @Nullable JdbcOutbox outbox) {
        this.store = store;
        this.template = template;
        this.body = body;
        this.outbox = outbox;
    }

    /**
     * {@return this operation with an outbox} Its body may use {@link JdbcExecution#send}; what it stored is sent after
     * the commit, and what was not sent is sent again by duplicates and by {@link JdbcOutbox#sweep}.
     *
     * @param outbox the outbox, of the same store
     */
    public JdbcOperation<I, R> sending(JdbcOutbox outbox) {
        return new JdbcOperation<>(store, template, body, Objects.requireNonNull(outbox, "outbox"));
    }

    /** {@return the operation's name, the scope of its keys} */
    public String name() {
        return template.name();
    }

    /**
     * Runs the body in a transaction of its own, or replays its result, and returns the value.
     *
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the value of this or of the earlier execution
     * @throws dev.semel.SemelException for each {@link Outcome} without a value
     * @throws Exception the exception of the body
     */
    public @Nullable R run(I input, Deadline deadline) throws Exception {
        Ended<R> ended = end(input, deadline);
        if (ended.outcome() instanceof Outcome.NotRecorded<R> kept && ended.key() != null) {
            throw ResultNotRecordedException.undecided(ended.key(), kept.cause());
        }
        return template.valueOf(input, ended.outcome());
    }

    /**
     * As {@link #run(Object, Deadline)}, and returns the outcome. {@link Outcome.NotRecorded} means that the database
     * did not answer whether it committed: both effects and result are stored or neither is; the same call again finds
     * out. {@link Outcome.ClaimLost} means that nothing was committed, because the body outlasted the record's
     * retention.
     *
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the outcome
     * @throws dev.semel.StoreUnavailableException if nothing was committed, because the database did not answer in
     *     time, or because the result is larger than the store keeps
     * @throws Exception the exception of the body, unless it was recorded as a final failure, or that of a codec which
     *     cannot encode the result; nothing was committed
     */
    public Outcome<R> tryRun(I input, Deadline deadline) throws Exception {
        return end(input, deadline).outcome();
    }

    /** The outcome of a call, and its key. */
    private record Ended<R>(Outcome<R> outcome, @Nullable IdempotencyKey key) {}

    private Ended<R> end(I input, Deadline deadline) throws Exception {
        Instant end = deadline.from(store.clock().instant());
        for (int run = 1; ; run++) {
            TransactionView view = store.view(new TransactionScope.Ours(store.dataSource(), store.dialect()));
            Outcome<R> outcome;
            try {
                outcome = runOver(view, input, Deadline.at(end));
            } catch (Exception e) {
                if (run == MOST_RUNS || isOver(end) || !mayRunAgain(view, e)) {
                    throw e;
                }
                continue;
            }
            sendAfter(outcome, view.recordId(), end);
            return new Ended<>(outcome, view.key());
        }
    }

    /**
     * Runs the body in the caller's transaction, or replays its result, and returns the value. The record and the
     * effects exist once the caller commits, and neither does if the caller rolls back. A failure of the body is undone
     * up to the beginning of this call. Messages of an outbox are left to a sweep or to duplicates.
     *
     * @param connection a connection inside of a transaction, such as that of a framework's transaction; on PostgreSQL
     *     under READ COMMITTED
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the value of this or of the earlier execution
     * @throws IllegalStateException if the connection is not inside of a suitable transaction; nothing was done
     * @throws Exception the exception of the body
     */
    public @Nullable R runIn(Connection connection, I input, Deadline deadline) throws Exception {
        return template.valueOf(input, tryRunIn(connection, input, deadline));
    }

    /**
     * As {@link #runIn}, and returns the outcome.
     *
     * @param connection a connection inside of a transaction
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the outcome
     * @throws Exception the exception of the body
     */
    public Outcome<R> tryRunIn(Connection connection, I input, Deadline deadline) throws Exception {
        TransactionScope.Given given = new TransactionScope.Given(connection, store.dialect());
        given.require();
        return runOver(store.view(given), input, deadline);
    }

    private Outcome<R> runOver(TransactionView view, I input, Deadline deadline) throws Exception {
        Outcome<R> outcome;
        try {
            outcome = template.over(view).tryRun(input, deadline, (given, execution) -> {
                JdbcExecution context = new JdbcExecution(execution, outbox != null);
                R result = body.run(given, view.bodyConnection(execution.remaining()), context);
                view.storing(context.outgoing());
                return result;
            });
            view.commitUnguarded(new StoreCall(store.clock().instant(), TO_COMMIT));
        } catch (Exception e) {
            view.end();
            throw view.isWhole() || isLostRace(e) ? e : callersUndone(e);
        } finally {
            view.end();
        }
        requireCommitted(view, outcome);
        return outcome;
    }

    /** Throws if the body returned, and nothing was committed all the same. */
    private void requireCommitted(TransactionView view, Outcome<R> outcome) throws Exception {
        SQLException cause = view.undoneBy();
        if (cause instanceof BodyEndedTransactionException ended) {
            throw callersCommitted(ended);
        }
        if (!view.isWhole()) {
            throw callersUndone(cause);
        }
        if (cause != null) {
            throw JdbcFailures.ABORTED.equals(cause.getSQLState()) ? caught(cause) : undone(view, cause);
        }
        if (outcome instanceof Outcome.NotRecorded<R> kept && !view.isUndecided()) {
            throw undone(view, kept.cause());
        }
    }

    /** {@return the exception of a call of which nothing is left} Data that were refused are the caller's to see. */
    private Exception undone(TransactionView view, Exception cause) {
        IdempotencyKey key = view.key();
        if (key == null) {
            return cause;
        }
        return switch (cause) {
            case StoreException e -> StoreUnavailableException.notExecuted(key, e);
            case SQLException e
            when !JdbcFailures.isRefusedData(e) ->
                StoreUnavailableException.notExecuted(key, store.failure("complete", e));
            default -> cause;
        };
    }

    private SQLException callersUndone(@Nullable Exception cause) {
        return new SQLTransactionRollbackException(
                "The database undid your whole transaction while '" + name()
                        + "' ran in it, as for a deadlock. What you"
                        + " wrote before the call is gone too: roll back and begin again",
                "40001",
                cause);
    }

    private IllegalStateException callersCommitted(BodyEndedTransactionException ended) {
        return new IllegalStateException(
                "The body of '" + name()
                        + "' committed your transaction, by a COMMIT in the text of a statement or by a"
                        + " statement that commits, such as DDL. What you wrote before the call is committed too. "
                        + (ended.isRecorded()
                                ? "The operation is on record"
                                : "The operation has no result on record: its outcome is unknown"),
                ended);
    }

    private IllegalStateException caught(SQLException refusal) {
        return new IllegalStateException(
                "The body of '" + name()
                        + "' caught an error of PostgreSQL, which had ended the transaction: nothing was"
                        + " committed. Let the SQLException through, or set a savepoint before the statement that may"
                        + " fail",
                refusal);
    }

    /** Sends the messages of a committed call. Whatever goes wrong, the caller gets the outcome: it is committed. */
    private void sendAfter(Outcome<R> outcome, @Nullable String recordId, Instant end) {
        Instant now = store.clock().instant();
        boolean completed = outcome instanceof Outcome.Executed<R>
                || outcome instanceof Outcome.Bypassed<R>
                || outcome instanceof Outcome.Replayed<R>
                || outcome instanceof Outcome.ResultUnavailable<R>;
        if (outbox != null && recordId != null && completed && now.isBefore(end)) {
            outbox.sendOf(recordId, new StoreCall(now, Duration.between(now, end)));
        } // otherwise a duplicate or a sweep will send
    }

    private boolean isOver(Instant end) {
        return !store.clock().instant().isBefore(end);
    }

    /** {@return whether nothing is left of the call, and the same may end otherwise in a new transaction} */
    private boolean mayRunAgain(TransactionView view, Exception thrown) {
        SQLException cause = view.undoneBy();
        return cause == null ? isLostRace(thrown) : !store.isFinal(cause);
    }

    private boolean isLostRace(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && store.isLostTransaction(e)) {
                return true;
            }
        }
        return false;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.Deadline;
import dev.semel.OperationTemplate;
import dev.semel.Outcome;
import dev.semel.store.StoreCall;
import java.sql.Connection;
import java.sql.SQLException;
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
        return template.valueOf(input, tryRun(input, deadline));
    }

    /**
     * As {@link #run(Object, Deadline)}, and returns the outcome. {@link Outcome.NotRecorded} means that the database
     * did not answer whether it committed: both effects and result are stored or neither is; the same call again finds
     * out.
     *
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the outcome
     * @throws Exception the exception of the body, unless it was recorded as a final failure; nothing was committed
     */
    public Outcome<R> tryRun(I input, Deadline deadline) throws Exception {
        Instant end = deadline.from(store.clock().instant());
        for (int run = 1; ; run++) {
            boolean last = run == MOST_RUNS;
            TransactionView view = store.view(new TransactionScope.Ours(store.dataSource(), store.dialect()));
            try {
                Outcome<R> outcome = runOver(view, input, Deadline.at(end));
                if (!(view.isUndone() && outcome instanceof Outcome.ClaimLost<R>) || last || isOver(end)) {
                    sendAfter(outcome, view.recordId(), end);
                    return outcome;
                }
            } catch (Exception e) {
                if (!isLostRace(e) || last || isOver(end)) {
                    throw e;
                }
            }
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
        try {
            Outcome<R> outcome = template.over(view).tryRun(input, deadline, (given, execution) -> {
                JdbcExecution context = new JdbcExecution(execution, outbox != null);
                R result = body.run(given, view.bodyConnection(execution.remaining()), context);
                view.storing(context.outgoing());
                return result;
            });
            Instant now = store.clock().instant();
            view.commitUnguarded(new StoreCall(now, TO_COMMIT));
            SQLException refusal = view.refusal();
            if (refusal != null) {
                throw TransactionView.ABORTED.equals(refusal.getSQLState()) ? caught(refusal) : refusal;
            }
            return outcome;
        } finally {
            view.end();
        }
    }

    private IllegalStateException caught(SQLException refusal) {
        return new IllegalStateException(
                "The body of '" + name()
                        + "' caught an error of PostgreSQL, which had ended the transaction: nothing was"
                        + " committed. Let the SQLException through, or set a savepoint before the statement that may"
                        + " fail",
                refusal);
    }

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

    private static boolean isLostRace(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e
                    && ("40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}

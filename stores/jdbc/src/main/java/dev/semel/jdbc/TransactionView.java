// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.StoredResult;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store as one call sees it inside of a transaction: its claim is a row that nobody else sees, its completion
 * commits that row together with what the body wrote, and its release undoes both. For one call and one thread.
 *
 * <p>A commit without an answer is decided afterwards: a claim with the same id, outside of the transaction, waits
 * until the transaction is over and then finds the completed record, or takes the key because nothing was committed.
 */
final class TransactionView implements IdempotencyStore {

    private static final int MOST_RACES = 100;

    /** The beginning of the id under which the messages of an execution without a record are stored. */
    private static final String UNGUARDED = "/unguarded/";

    /** The claim under which the body runs. */
    private record Held(ClaimRequest request, InProgress record) {}

    private final JdbcStore store;
    private final SqlTexts texts;
    private final TransactionScope scope;
    private @Nullable Connection connection;
    private @Nullable Held held;
    private @Nullable Held undecided;
    private @Nullable SQLException undoneBy;
    private @Nullable IdempotencyKey key;
    private @Nullable String recordId;
    private boolean whole = true;
    private List<JdbcExecution.Outgoing> outgoing = List.of();

    TransactionView(JdbcStore store, SqlTexts texts, TransactionScope scope) {
        this.store = store;
        this.texts = texts;
        this.scope = scope;
    }

    /**
     * {@return the connection for the body; a transaction is begun for a body that runs without a claim}
     *
     * @param limit the longest time that the database may take for one of the body's statements
     */
    Connection bodyConnection(Duration limit) throws SQLException {
        if (connection == null) {
            connection = begin(limit);
        } else {
            scope.limit(limit);
        }
        return BodyConnection.of(connection);
    }

    /** {@return a connection for a body without a claim; a failure is the store's, as that of a claim is} */
    private Connection begin(Duration limit) throws SQLException {
        if (!scope.isOurs()) {
            return scope.begin(limit);
        }
        JdbcCall call = store.start("begin", new StoreCall(store.clock().instant(), limit));
        try {
            return scope.begin(limit);
        } catch (SQLException e) {
            throw JdbcFailures.of(texts, call, e);
        }
    }

    /** Stores messages with the completion. */
    void storing(List<JdbcExecution.Outgoing> messages) {
        outgoing = messages;
    }

    /** {@return the id under which messages were stored: that of the record; null if there is none} */
    @Nullable
    String recordId() {
        return recordId;
    }

    /** {@return the key of the claim; null if there was none} */
    @Nullable
    IdempotencyKey key() {
        return key;
    }

    /** {@return whether it is not known if the transaction was committed} */
    boolean isUndecided() {
        return undecided != null;
    }

    /** {@return why nothing is left of what the body did, although it returned; null if it is otherwise} */
    @Nullable
    SQLException undoneBy() {
        return undoneBy;
    }

    /** {@return whether the caller's transaction is still the one in which the call began} */
    boolean isWhole() {
        return whole || scope.isOurs();
    }

    /**
     * Commits what a body did without a claim, and its messages, which nothing but a sweep repeats.
     *
     * @throws StoreException if the commit was not answered, so that it may have taken place
     * @throws SQLException if nothing was committed
     */
    void commitUnguarded(StoreCall call) throws SQLException {
        if (connection != null && held == null && undecided == null) {
            JdbcCall started = store.start("commit", call);
            if (!outgoing.isEmpty()) {
                String execution = store.provisional().value();
                recordId = UNGUARDED + execution;
                OutboxSteps.store(session(connection, started), recordId, execution, outgoing);
            }
            commit(started);
            connection = null;
        }
    }

    private void commit(JdbcCall started) throws SQLException {
        try {
            scope.commit();
        } catch (SQLException e) {
            if (isKnown(e)) {
                throw e;
            }
            throw StoreException.unavailable(
                    started.store(),
                    started.name(),
                    new SQLException(
                            "the commit of a body without a guard was not answered: look whether its effects are there"
                                    + " before you call again",
                            e.getSQLState(),
                            e));
        }
    }

    /** {@return whether an error of a commit says that nothing was committed} */
    private boolean isKnown(SQLException e) {
        return !scope.isOurs() || texts.dialect().isLostRace.test(e) || JdbcFailures.isFinal(texts, e);
    }

    /**
     * Gives the connection back; what is not committed is undone.
     *
     * @return whether the database has undone it now, and nothing else before
     */
    boolean end() {
        boolean undone = scope.undo();
        whole &= undone;
        connection = null;
        held = null;
        return undone;
    }

    // ---- claim ----

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        JdbcCall started = store.start("claim", call);
        key = request.key();
        recordId = request.key().recordId();
        for (int done = 1; ; done++) {
            try {
                return claimOnce(request, started);
            } catch (SQLException e) {
                end();
                if (texts.dialect().isLongWait.test(e)) {
                    return JdbcSteps.held(started, null, request.fingerprint());
                }
                boolean again = scope.isOurs() && texts.dialect().isLostRace.test(e) && done < MOST_RACES;
                if (!again || started.isOver()) {
                    throw JdbcFailures.of(texts, started, e);
                }
            } catch (RuntimeException | Error e) {
                end();
                throw e;
            }
        }
    }

    private ClaimVerdict claimOnce(ClaimRequest request, JdbcCall call) throws SQLException {
        Connection begun = scope.begin(call.remaining());
        connection = begun;
        ClaimVerdict verdict =
                JdbcSteps.claim(session(begun, call), request.key().recordId(), request);
        if (verdict instanceof ClaimVerdict.Claimed claimed) {
            held = new Held(request, claimed.record());
        } else {
            end(); // a wait for another call holds neither a connection nor rights on rows
        }
        return verdict;
    }

    private SqlSession session(Connection begun, JdbcCall call) {
        return new SqlSession(begun, texts, call, true);
    }

    // ---- ends ----

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        JdbcCall started = store.start("complete", call);
        if (undecided != null) {
            return decide(undecided, request, call);
        }
        Held mine = held;
        if (mine == null || connection == null) {
            return new WriteVerdict.Fenced(null);
        }
        if (request.result() instanceof StoredResult.Missing) { // S10: nothing is committed yet, so nothing will be
            end();
            throw StoreException.refused(
                    started.store(), started.name(), "the result cannot be kept, so nothing is committed", null);
        }
        store.sizes().require(started, request);
        return request.result() instanceof StoredResult.FinalFailure
                ? completeWithFailure(mine, request, call, started)
                : completeAndCommit(mine, connection, request, started);
    }

    private WriteVerdict completeAndCommit(
            Held mine, Connection begun, WriteRequest.Complete request, JdbcCall started) {
        IdempotencyRecord.Completed completed;
        try {
            scope.limit(started.remaining());
            SqlSession session = session(begun, started);
            String id = request.key().recordId();
            Optional<StoredRow> row = JdbcSteps.step(session, id, request);
            if (row.isEmpty() || !(row.get().record() instanceof IdempotencyRecord.Completed done)) {
                return withoutClaim(JdbcSteps.find(session, id), request);
            }
            completed = done;
            OutboxSteps.store(session, id, Long.toString(completed.claim().fence()), outgoing);
        } catch (SQLException e) {
            return undone(e); // there was no commit
        }
        try {
            scope.commit();
        } catch (SQLException e) {
            if (isKnown(e)) {
                return undone(e);
            }
            end();
            undecided = mine;
            throw JdbcFailures.of(texts, started, e);
        }
        connection = null;
        held = null;
        return new WriteVerdict.Applied(completed);
    }

    /**
     * Ends a transaction that has no claim of ours any more. A claim that is there is past its retention; one that is
     * gone was undone with the transaction, as by a deadlock that the body swallowed.
     */
    private WriteVerdict withoutClaim(Optional<StoredRow> row, WriteRequest.Complete request) {
        IdempotencyRecord record = row.map(StoredRow::record).orElse(null);
        if (record instanceof InProgress live && live.claim().id().equals(request.claimId())) {
            end();
            return new WriteVerdict.Fenced(record);
        }
        return undone(new SQLTransactionRollbackException(
                "the transaction was undone while the body ran, and the body went on", "40001"));
    }

    private WriteVerdict undone(SQLException cause) {
        end();
        undoneBy = cause;
        return new WriteVerdict.Fenced(null);
    }

    /** Finds out what became of a commit without an answer. */
    private WriteVerdict decide(Held mine, WriteRequest.Complete request, StoreCall call) {
        ClaimVerdict verdict = store.claim(mine.request(), call);
        return switch (verdict) {
            case ClaimVerdict.Completed completed
            when completed.record().claim().id().equals(request.claimId()) -> {
                undecided = null;
                yield new WriteVerdict.Applied(completed.record());
            }
            case ClaimVerdict.Claimed claimed -> {
                store.release(new WriteRequest.Release(request.key(), request.claimId(), Certainty.NOT_EXECUTED), call);
                undecided = null;
                undoneBy = new SQLTransactionRollbackException("the commit did not take place", "40001");
                yield new WriteVerdict.Fenced(null);
            }
            case ClaimVerdict.Completed other -> lost(request, call);
            case ClaimVerdict.InProgress other -> lost(request, call);
            case ClaimVerdict.Mismatch other -> lost(request, call);
            case ClaimVerdict.Unverifiable other -> lost(request, call);
            case ClaimVerdict.Quarantined other -> lost(request, call);
            case ClaimVerdict.Spent other -> lost(request, call);
            case ClaimVerdict.Unreadable other -> lost(request, call);
        };
    }

    /** The commit did not take place, and another claimant has the key. */
    private WriteVerdict lost(WriteRequest.Complete request, StoreCall call) {
        undecided = null;
        return new WriteVerdict.Fenced(store.find(request.key(), call).orElse(null));
    }

    /** Undoes what the body did, and records its final failure by itself. */
    private WriteVerdict completeWithFailure(
            Held mine, WriteRequest.Complete request, StoreCall call, JdbcCall started) {
        ClaimRequest claim = mine.request();
        CommitRequest commit = new CommitRequest(
                claim.key(),
                claim.claimId(),
                claim.fingerprint(),
                claim.fingerprintPolicy(),
                request.result(),
                request.window(),
                true,
                claim.source());
        Connection begun = Objects.requireNonNull(connection);
        if (!end() && !scope.isOurs()) {
            return new WriteVerdict.Fenced(null);
        }
        CommitVerdict verdict;
        if (scope.isOurs()) {
            verdict = store.commit(commit, nothing -> {}, call);
        } else {
            try {
                verdict = JdbcSteps.commit(
                        session(begun, started), claim.key().recordId(), commit, store.provisional(), () -> {});
            } catch (SQLException e) {
                throw JdbcFailures.of(texts, started, e);
            }
        }
        return verdict instanceof CommitVerdict.Committed committed
                ? new WriteVerdict.Applied(committed.record())
                : new WriteVerdict.Fenced(null);
    }

    /** Undoes what the body did. A body that has committed by itself has left its claim: that is then released. */
    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        Held mine = held;
        if (mine == null) {
            return new WriteVerdict.Fenced(null);
        }
        if (end() && scope.isOurs()) {
            WriteRequest.Release unknown =
                    new WriteRequest.Release(request.key(), request.claimId(), Certainty.UNKNOWN);
            Optional<Known> left = left(unknown, call);
            if (left.isPresent()) {
                return new WriteVerdict.Applied(left.get());
            }
        }
        return Transitions.write(mine.record(), request, call.now()).verdict(); // nothing of it is left
    }

    private Optional<Known> left(WriteRequest.Release request, StoreCall call) {
        try {
            return store.inCall(
                            "release",
                            call,
                            session -> JdbcSteps.step(session, request.key().recordId(), request))
                    .map(StoredRow::record)
                    .filter(Known.class::isInstance)
                    .map(Known.class::cast);
        } catch (StoreException unanswered) {
            return Optional.empty(); // the lease of a claim that is left will lapse
        }
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        Held mine = held;
        Connection begun = connection;
        if (mine == null || begun == null) {
            return new WriteVerdict.Fenced(null);
        }
        JdbcCall started = store.start("renew", call);
        try {
            WriteVerdict verdict =
                    JdbcSteps.write(session(begun, started), request.key().recordId(), request);
            if (verdict instanceof WriteVerdict.Applied applied && applied.record() instanceof InProgress renewed) {
                held = new Held(mine.request(), renewed);
            }
            return verdict;
        } catch (SQLException e) {
            throw JdbcFailures.of(texts, started, e);
        }
    }

    /** Undoes what the body did, and parks the key by itself. */
    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        Held mine = held;
        if (mine == null) {
            return new WriteVerdict.Fenced(null);
        }
        end();
        return store.claim(mine.request(), call) instanceof ClaimVerdict.Claimed
                ? store.quarantine(request, call)
                : new WriteVerdict.Fenced(null);
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return store.resolve(request, call);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return store.find(key, call);
    }

    @Override
    public String name() {
        return store.name();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.OperationTemplate;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A store that keeps idempotency records in one table of a JDBC database: one row for each key, changed by single
 * statements that decide and write at once.
 *
 * <p>A first claim is one statement and its completion another one; each commits by itself. A duplicate is answered by
 * the statement of its own claim. Claiming a released, lapsed or expired record takes one more, as do a quarantine, its
 * end, and a claim that loses a race. Every call takes a connection from the {@code DataSource} and gives it back as it
 * was; the pool, its size and the time for which it lets callers wait belong to the user. Reads go to the same
 * database: the {@code DataSource} must lead to the writer, never to a replica.
 *
 * <p>A call takes no longer than its timeout: the wait for another transaction is bounded by it, statements get it in
 * whole seconds, and the network timeout of the connection in milliseconds, where the driver has one (SQLite and H2
 * have none). Lost races and serialisation failures (SQL state 40001) are repeated within it.
 *
 * <p>Thread-safe.
 */
public final class JdbcStore implements CheckpointStore, BatchStore, CommitStore<JdbcEffects>, RepairStore {

    private final JdbcStoreBuilder settings;
    private final SqlTexts texts;
    private final JdbcConnections connections;

    JdbcStore(JdbcStoreBuilder builder) {
        settings = builder;
        texts = SqlTexts.of(builder.dialect, builder.table);
        connections = new JdbcConnections(builder.dataSource, texts);
    }

    /**
     * {@return a store with every default: the table {@code semel_record}, and the caller's clock}
     *
     * @param dataSource gives connections to the writer; the caller keeps and closes it
     * @param dialect the database
     */
    public static JdbcStore of(DataSource dataSource, Dialect dialect) {
        return builder(dataSource, dialect).build();
    }

    /**
     * {@return a builder of a store}
     *
     * @param dataSource gives connections to the writer; the caller keeps and closes it
     * @param dialect the database
     */
    public static JdbcStoreBuilder builder(DataSource dataSource, Dialect dialect) {
        return new JdbcStoreBuilder(dataSource, dialect);
    }

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        String id = request.key().recordId();
        return connections.call(start("claim", call), session -> JdbcSteps.claim(session, id, request));
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return write("complete", request, call);
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return write("release", request, call);
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return write("renew", request, call);
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call) {
        return write("checkpoint", request, call);
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return write("quarantine", request, call);
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return write("resolve", request, call);
    }

    private WriteVerdict write(String name, WriteRequest request, StoreCall call) {
        String id = request.key().recordId();
        JdbcCall started = start(name, call);
        settings.sizes.require(started, request);
        return connections.call(started, session -> JdbcSteps.write(session, id, request));
    }

    @Override
    public List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, StoreCall call) {
        return new JdbcBatches(connections, settings.sizes).claimAll(requests, start("claimAll", call));
    }

    @Override
    public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call) {
        return new JdbcBatches(connections, settings.sizes).writeAll(requests, start("writeAll", call));
    }

    /**
     * Stores a result and makes its effects in one transaction, without a claim before it. It takes three round trips
     * apart from the effects; a duplicate takes two. A call for a key on which another commit works waits for it.
     *
     * @throws JdbcEffectsException if the database refused the effects; neither they nor the record were written
     */
    @Override
    public CommitVerdict commit(CommitRequest request, JdbcEffects effects, StoreCall call) {
        JdbcCall started = start("commit", call);
        settings.sizes.require(started, request.result());
        return connections.transaction(
                started,
                session -> JdbcSteps.commit(
                        session, request.key().recordId(), request, provisional(), () -> session.make(effects)));
    }

    /**
     * Stores a recovery point and makes the effects of its step in one transaction. A repetition is APPLIED and does
     * not make them again.
     *
     * @throws JdbcEffectsException if the database refused the effects; neither they nor the point were written
     */
    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, JdbcEffects effects, StoreCall call) {
        JdbcCall started = start("checkpoint", call);
        settings.sizes.require(started, request);
        String id = request.key().recordId();
        return connections.transaction(started, session -> {
            Optional<StoredRow> reached = JdbcSteps.step(session, id, request);
            if (reached.isPresent() && reached.get().record() instanceof IdempotencyRecord.Known known) {
                session.make(effects);
                return new WriteVerdict.Applied(known);
            }
            return JdbcSteps.write(session, id, request);
        });
    }

    /**
     * {@return an operation whose body, effects and record are one transaction}
     *
     * @param template the operation, of an engine over this store
     * @param body the work
     * @param <I> the input
     * @param <R> the result
     */
    public <I, R> JdbcOperation<I, R> operation(OperationTemplate<I, R> template, JdbcBody<I, R> body) {
        return new JdbcOperation<>(
                this, Objects.requireNonNull(template, "template"), Objects.requireNonNull(body, "body"), null);
    }

    /**
     * {@return the outbox of this store}
     *
     * @param sender sends one message
     * @param sendingTime the time after which a message that is being sent is tried again by another call; longer than
     *     a sending takes; positive
     */
    public JdbcOutbox outbox(OutboxSender sender, Duration sendingTime) {
        return new JdbcOutbox(this, sender, sendingTime);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return connections.call(
                start("find", call),
                session -> JdbcSteps.find(session, key.recordId()).map(StoredRow::record));
    }

    @Override
    public Page list(Query query, StoreCall call) {
        return connections.call(start("list", call), session -> {
            List<Entry> entries = session
                    .rows(
                            "list",
                            new SqlValues()
                                    .text("after", query.cursor())
                                    .text("prefix", query.recordIdPrefix())
                                    .text("prefix_end", query.recordIdPrefix() + "\u007F") // no id has this character
                                    .number("most", (long) query.limit()),
                            List.of())
                    .stream()
                    .map(row -> new Entry(row.id(), row.record()))
                    .toList();
            boolean mayContinue = entries.size() == query.limit();
            return new Page(
                    entries, mayContinue ? entries.get(entries.size() - 1).recordId() : "");
        });
    }

    @Override
    public Optional<IdempotencyRecord> read(String recordId, StoreCall call) {
        return connections.call(
                start("read", call),
                session -> JdbcSteps.find(session, recordId).map(StoredRow::record));
    }

    @Override
    public boolean replace(Replacement replacement, StoreCall call) {
        JdbcCall started = start("replace", call);
        if (replacement.next() instanceof IdempotencyRecord.Completed completed) {
            settings.sizes.require(started, completed.result());
        }
        return connections.call(started, session -> JdbcSteps.repair(session, replacement));
    }

    /** Messages of the outbox that are still to be sent stay. */
    @Override
    public boolean remove(Removal removal, StoreCall call) {
        return connections.call(start("remove", call), session -> JdbcSteps.remove(session, removal));
    }

    @Override
    public String name() {
        return settings.dialect.name() + " table '" + settings.table + "'";
    }

    /**
     * Deletes one batch of records whose window or retention ended more than {@code margin} ago. Only frees space (S9).
     * Call it from a schedule until it returns less than {@code most}; a batch never makes a claim wait longer than its
     * own statement takes, and leaves records that another call works on to the next batch. SQLite, which has one
     * writer at a time, deletes nothing if another call writes for as long as the connection waits.
     *
     * @param most the most records of the batch; 1 to 10,000
     * @param margin the time for which ended records are kept; more than the clocks of all clients can differ, so that
     *     fencing tokens grow over deletion too (S4)
     * @param call the moment of the call and the time that it may take
     * @return the number of records that were deleted
     */
    public int purge(int most, Duration margin, StoreCall call) {
        if (most < 1 || most > 10_000) {
            throw new IllegalArgumentException("most must be 1 to 10000, is " + most);
        }
        if (margin.isNegative()) {
            throw new IllegalArgumentException("margin must not be negative, is " + margin);
        }
        return connections.call(start("purge", call), session -> {
            try {
                return session.update(
                        "purge",
                        session.values()
                                .number("margin_ms", RowCodec.millis(margin))
                                .number("most", (long) most));
            } catch (SQLException e) {
                if (texts.dialect().isLongWait.test(e)) {
                    return 0; // the rows of calls that are under way are left for the next batch
                }
                throw e;
            }
        });
    }

    /**
     * Creates the tables, unless they are there. Needs the right to create tables; a migration tool takes {@link
     * Dialect#schema} instead.
     *
     * @throws dev.semel.store.StoreException if the database refuses
     */
    public void createSchema() {
        schema().create();
    }

    /**
     * Makes sure that the tables are there with every column of this version, that the record id is a key by itself,
     * that the engine of MariaDB is InnoDB, and that a crash loses nothing that was committed.
     *
     * @throws dev.semel.store.StoreException if they are not, or if the database may lose commits and {@link
     *     JdbcStoreBuilder#acceptingLosses} was not called
     */
    public void checkSchema() {
        schema().check();
    }

    private JdbcSchema schema() {
        return new JdbcSchema(texts, settings.dataSource, name(), settings.acceptingLosses);
    }

    Dialect dialect() {
        return settings.dialect;
    }

    InstantSource clock() {
        return settings.clock;
    }

    /** {@return the reading of the clock of timeouts} */
    long nanos() {
        return settings.ticker.getAsLong();
    }

    DataSource dataSource() {
        return settings.dataSource;
    }

    SizeLimit sizes() {
        return settings.sizes;
    }

    /** {@return a new id for a claim that only one transaction sees} */
    ClaimId provisional() {
        return settings.provisional.get();
    }

    /** {@return the store's exception for an error of a call} */
    StoreException failure(String name, SQLException e) {
        return JdbcFailures.of(texts, start(name, new StoreCall(settings.clock.instant(), Duration.ofSeconds(1))), e);
    }

    /** {@return whether the same transaction would end in the same way again} */
    boolean isFinal(SQLException e) {
        return JdbcFailures.isFinal(texts, e);
    }

    /** {@return whether the database undid a transaction for the sake of another one} */
    boolean isLostTransaction(SQLException e) {
        return texts.dialect().isLostTransaction(e);
    }

    TransactionView view(TransactionScope scope) {
        return new TransactionView(this, texts, scope);
    }

    <T> T inCall(String name, StoreCall call, JdbcConnections.Work<T> work) {
        return connections.call(start(name, call), work);
    }

    JdbcCall start(String name, StoreCall call) {
        return new JdbcCall(name(), name, call, settings.databaseTime, settings.ticker);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.RepairStore.Removal;
import dev.semel.store.RepairStore.Replacement;
import dev.semel.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the protocol as statements. What is frequent is one statement that decides by itself; what such a
 * statement did not do is decided by {@link Transitions} on the row that is there, and written by compare-and-swap.
 * Every turn of a loop after the first means that a rival's write came between. Stateless.
 */
final class JdbcSteps {

    /** The longest time, in milliseconds, that is kept back from a wait for a rival. */
    private static final long MOST_RESERVE = 200;

    private JdbcSteps() {}

    // ---- claims and commits ----

    static ClaimVerdict claim(SqlSession session, String id, ClaimRequest request) throws SQLException {
        SqlValues asked = RowCodec.claim(id, request);
        while (true) {
            StoredRow row = insert(session, asked);
            if (row == null) {
                if (session.isExclusive()) {
                    return held(session.call(), row, request.fingerprint());
                }
                continue;
            }
            Instant now = session.call().moment(row);
            Transition<ClaimVerdict> decided = Transitions.claim(row.record(), request, now);
            if (!decided.changes(row.record())) {
                return decided.verdict();
            }
            if (!row.free()) {
                return held(session.call(), row, request.fingerprint());
            }
            if (replaced(session, id, row.record(), decided.next())) {
                return decided.verdict();
            }
        }
    }

    /**
     * Commits over a provisional claim that only this transaction sees: so a row that was inserted here is known from
     * the row of an earlier try of the same commit, whose effects must not be made again (S6).
     */
    static CommitVerdict commit(
            SqlSession session, String id, CommitRequest request, ClaimId provisional, Effects effects)
            throws SQLException {
        SqlValues asked = RowCodec.claim(id, provisional(request, provisional));
        while (true) {
            StoredRow row = insert(session, asked);
            if (row == null && !session.isExclusive()) {
                continue;
            }
            if (row == null || !row.free()) {
                return answeredWithout(session, row, request);
            }
            boolean absent =
                    row.record() instanceof Known known && known.claim().id().equals(provisional);
            IdempotencyRecord record = absent ? null : row.record();
            Transition<CommitVerdict> decided =
                    Transitions.commit(record, request, session.call().moment(row));
            if (!decided.changes(record)) {
                return decided.verdict();
            }
            if (replaced(session, id, row.record(), decided.next())) {
                effects.run();
                return decided.verdict();
            }
        }
    }

    /** {@return the answer while another transaction works on the key} A finished record answers all the same. */
    private static CommitVerdict answeredWithout(SqlSession session, @Nullable StoredRow row, CommitRequest request) {
        if (row != null) {
            Transition<CommitVerdict> decided =
                    Transitions.commit(row.record(), request, session.call().moment(row));
            if (!decided.changes(row.record())) {
                return decided.verdict();
            }
        }
        return new CommitVerdict.Answered(held(session.call(), row, request.fingerprint()));
    }

    private static ClaimRequest provisional(CommitRequest request, ClaimId id) {
        return new ClaimRequest(
                request.key(),
                id,
                request.fingerprint(),
                request.fingerprintPolicy(),
                request.window(),
                request.window(),
                request.source());
    }

    /** {@return the row that a claim inserted or found; null if a rival's row cannot be seen yet} */
    private static @Nullable StoredRow insert(SqlSession session, SqlValues asked) throws SQLException {
        List<StoredRow> rows = session.rows("insert", bounded(session, asked), List.of(asked));
        return only(session, asked.textOf("record_id"), rows).orElse(null);
    }

    /**
     * {@return the row of a record id}
     *
     * @throws StoreException if the table answers another id's: then it takes two keys for one (S13)
     */
    private static Optional<StoredRow> only(SqlSession session, @Nullable String id, List<StoredRow> rows) {
        for (StoredRow row : rows) {
            if (!row.id().equals(id)) {
                throw StoreException.refused(
                        session.call().store(),
                        session.call().name(),
                        "its column record_id takes different ids for one, as it ignores case or spaces. Create the"
                                + " table with the schema of the dialect, in a database without IGNORECASE and without"
                                + " a collation of its own",
                        null);
            }
        }
        return rows.stream().findFirst();
    }

    /** {@return the values outside of the rows of an insert: the clock, and the wait for an uncommitted rival} */
    private static SqlValues bounded(SqlSession session, SqlValues asked) {
        long left = session.call().remaining().toMillis();
        long millis = left - Math.min(MOST_RESERVE, left / 5); // the answer has to arrive before the network's timeout
        return session.values()
                .text("bound_ms", session.isExclusive() ? null : Long.toString(millis))
                .number("bound_s", session.isExclusive() ? 0L : Math.max(1, millis / 1000))
                .text("exclusive_id", session.isExclusive() ? asked.textOf("record_id") : null);
    }

    /**
     * {@return the answer for a key on which another transaction works, whose record cannot be seen} It shows a claim
     * of an unknown id whose lease is a second long: ask again then.
     */
    static ClaimVerdict.InProgress held(JdbcCall call, @Nullable StoredRow row, Fingerprint fingerprint) {
        Instant now = call.moment(row);
        Claim claim = new Claim(
                ClaimId.FOREIGN, now.toEpochMilli(), 1, now.toEpochMilli(), now, "a transaction that is not over");
        Instant end = now.plusSeconds(1);
        Instant retained = end.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return new ClaimVerdict.InProgress(
                new InProgress(claim, fingerprint, 1, Certainty.UNKNOWN, end, retained, List.of()));
    }

    // ---- writes after the claim ----

    static WriteVerdict write(SqlSession session, String id, WriteRequest request) throws SQLException {
        while (true) {
            Optional<StoredRow> written = step(session, id, request);
            if (written.isPresent() && written.get().record() instanceof Known known) {
                return new WriteVerdict.Applied(known);
            }
            Optional<StoredRow> row = find(session, id);
            IdempotencyRecord record = row.map(StoredRow::record).orElse(null);
            Instant now =
                    row.map(session.call()::moment).orElse(Instant.EPOCH); // without a record time decides nothing
            Transition<WriteVerdict> decided = Transitions.write(record, request, now);
            if (!decided.changes(record)
                    || (record instanceof Known && replaced(session, id, record, decided.next()))) {
                return decided.verdict();
            }
        }
    }

    /** {@return the row as a step's own statement left it; empty if it changed nothing, or the step has none} */
    static Optional<StoredRow> step(SqlSession session, String id, WriteRequest request) throws SQLException {
        SqlValues values = session.values()
                .text("record_id", id)
                .text("claim_id", request.claimId().value());
        return switch (request) {
            case WriteRequest.Complete complete ->
                session.rows("complete", session.values(), List.of(completion(id, complete))).stream()
                        .findFirst();
            case WriteRequest.Release release ->
                one(
                        session,
                        "release",
                        values.text("certainty", release.certainty().name()));
            case WriteRequest.Renew renew ->
                one(
                        session,
                        "renew",
                        values.number("lease_ms", RowCodec.millis(renew.lease()))
                                .number("keep_ms", RowCodec.millis(renew.retention())));
            case WriteRequest.Checkpoint checkpoint ->
                one(
                        session,
                        "checkpoint",
                        values.text("mark", PointLines.mark(checkpoint.point().name()))
                                .text("line", PointLines.line(checkpoint.point())));
            case WriteRequest.Quarantine quarantine -> Optional.empty(); // rare: read, then compare-and-swap
            case WriteRequest.Resolve resolve -> Optional.empty();
        };
    }

    /** {@return the row of a completion} */
    static SqlValues completion(String id, WriteRequest.Complete request) {
        return RowCodec.withResult(new SqlValues(), request.result())
                .text("record_id", id)
                .text("claim_id", request.claimId().value())
                .number("keep_ms", RowCodec.millis(request.window()));
    }

    private static Optional<StoredRow> one(SqlSession session, String text, SqlValues values) throws SQLException {
        return session.rows(text, values, List.of()).stream().findFirst();
    }

    static Optional<StoredRow> find(SqlSession session, String id) throws SQLException {
        return only(
                session, id, session.rows("find", session.values(), List.of(new SqlValues().text("record_id", id))));
    }

    /** Replaces a record that was read, unless it has changed since. */
    private static boolean replaced(
            SqlSession session, String id, @Nullable IdempotencyRecord seen, @Nullable IdempotencyRecord next)
            throws SQLException {
        return session.update("replace", replacement(session, id, seen, next)) == 1;
    }

    // ---- changes of operators ----

    static boolean repair(SqlSession session, Replacement replacement) throws SQLException {
        String id = replacement.recordId();
        return replaced(session, id, replacement.seen(), replacement.next())
                || find(session, id)
                        .map(StoredRow::record)
                        .filter(replacement.next()::equals)
                        .isPresent(); // S6
    }

    static boolean remove(SqlSession session, Removal removal) throws SQLException {
        SqlValues seen = seen(new SqlValues(), removal.seen()).text("record_id", removal.recordId());
        return session.update("remove", seen) == 1
                || find(session, removal.recordId()).isEmpty();
    }

    /** {@return the values of a compare-and-swap} */
    static SqlValues replacement(
            SqlSession session, String id, @Nullable IdempotencyRecord seen, @Nullable IdempotencyRecord next) {
        if (!(seen instanceof Known before) || !(next instanceof Known after)) {
            throw new IllegalStateException("Only a known record is replaced, and by a known one");
        }
        return seen(RowCodec.record(id, after), before);
    }

    private static SqlValues seen(SqlValues values, Known before) {
        return values.text("seen_claim_id", before.claim().id().value())
                .number("seen_fence", before.claim().fence())
                .number("seen_revision", before.revision());
    }

    /** The effects of a commit. */
    @FunctionalInterface
    interface Effects {
        void run() throws SQLException;
    }
}

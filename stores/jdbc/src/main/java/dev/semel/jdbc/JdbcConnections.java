// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.store.StoreException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The connections of single calls: each statement commits by itself. Thread-safe. */
final class JdbcConnections {

    /** Ends the repetition of a call that keeps losing races; each repetition means that another call got on. */
    private static final int MOST_REPETITIONS = 100;

    /** The statements of one call. */
    @FunctionalInterface
    interface Work<T> {
        T run(SqlSession session) throws SQLException;
    }

    private final DataSource dataSource;
    private final SqlTexts texts;

    JdbcConnections(DataSource dataSource, SqlTexts texts) {
        this.dataSource = dataSource;
        this.texts = texts;
    }

    SqlTexts texts() {
        return texts;
    }

    /**
     * {@return what the work answers} A lost race (40001 and the like) changed nothing and is repeated.
     *
     * @throws StoreException if the database gives no answer, or refuses
     */
    <T> T call(JdbcCall call, Work<T> work) {
        for (int done = 1; ; done++) {
            try {
                return once(call, work);
            } catch (SQLException e) {
                if (!texts.dialect().isLostRace.test(e) || done == MOST_REPETITIONS || call.isOver()) {
                    throw JdbcFailures.of(texts, call, e);
                }
            }
        }
    }

    private <T> T once(JdbcCall call, Work<T> work) throws SQLException {
        BorrowedConnection borrowed = BorrowedConnection.take(dataSource, texts.dialect(), call.remaining(), true);
        try {
            return work.run(new SqlSession(borrowed.connection(), texts, call, false));
        } finally {
            borrowed.giveBack();
        }
    }

    /**
     * {@return what the work answers} All its statements are one transaction, which waits for rivals as single calls
     * do, and it is done again in a new one if the database undid the first because of a lost race.
     *
     * @throws StoreException if the database gives no answer, or refuses
     */
    <T> T transaction(JdbcCall call, Work<T> work) {
        for (int done = 1; ; done++) {
            TransactionScope.Ours scope = new TransactionScope.Ours(dataSource, texts.dialect());
            try {
                T answer = work.run(new SqlSession(scope.begin(call.remaining()), texts, call, false));
                commit(scope);
                return answer;
            } catch (SQLException e) {
                scope.undo();
                if (!texts.dialect().isLostRace.test(e) || done == MOST_REPETITIONS || call.isOver()) {
                    throw JdbcFailures.of(texts, call, e);
                }
            } catch (RuntimeException | Error e) {
                scope.undo();
                throw e;
            }
        }
    }

    /** Commits; data that only the commit refuses, as by a deferred constraint, are effects that were refused. */
    private static void commit(TransactionScope scope) throws SQLException {
        try {
            scope.commit();
        } catch (SQLException e) {
            if (JdbcFailures.isRefusedData(e)) {
                throw JdbcEffectsException.of(e);
            }
            throw e;
        }
    }
}

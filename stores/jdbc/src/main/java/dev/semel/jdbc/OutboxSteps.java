// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements of the outbox. Stateless. */
final class OutboxSteps {

    private OutboxSteps() {}

    /**
     * Stores messages in the transaction of their record.
     *
     * @param execution names the execution, so that each has messages of its own
     */
    static void store(SqlSession session, String id, String execution, List<JdbcExecution.Outgoing> messages)
            throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        List<SqlValues> rows = new ArrayList<>();
        for (JdbcExecution.Outgoing message : messages) {
            rows.add(new SqlValues()
                    .text("message_id", message.effectKey() + "-" + execution)
                    .text("record_id", id)
                    .text("effect_key", message.effectKey())
                    .text("name", AsciiText.escape(message.name()))
                    .bytes("payload", message.payload()));
        }
        session.update("outbox-put", session.values(), rows);
    }

    /** {@return the messages of a record that no other call is sending} */
    static List<StoredMessage> unsent(SqlSession session, String id) throws SQLException {
        return session.query("outbox-of", session.values().text("record_id", id), StoredMessage::of);
    }

    /** {@return messages of any record that no other call is sending, the oldest first} */
    static List<StoredMessage> due(SqlSession session, int most) throws SQLException {
        return session.query("outbox-due", session.values().number("most", (long) most), StoredMessage::of);
    }

    /** {@return whether the message is now this call's to send} */
    static boolean isTaken(SqlSession session, StoredMessage message, long millis) throws SQLException {
        return session.update(
                        "outbox-take",
                        session.values()
                                .text("message_id", message.id())
                                .number("tries", (long) message.tries())
                                .number("taken_ms", millis))
                == 1;
    }

    static void acknowledge(SqlSession session, StoredMessage message) throws SQLException {
        session.update("outbox-sent", new SqlValues().text("message_id", message.id()));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Row of the outbox: a message, or one that cannot be read and must not keep those behind it. */
sealed interface StoredMessage {

    /** {@return the message's id} */
    String id();

    /** {@return the number of times that a call has taken it} */
    int tries();

    /**
     * Row that holds a message.
     *
     * @param message the message
     */
    record Intact(OutboxMessage message) implements StoredMessage {

        @Override
        public String id() {
            return message.id();
        }

        @Override
        public int tries() {
            return message.tries();
        }
    }

    /**
     * Row that another program wrote or a database cut.
     *
     * @param reason why it cannot be read, without what it holds
     */
    record Unreadable(String id, int tries, String reason) implements StoredMessage {}

    /** {@return the message of a row} */
    static StoredMessage of(ResultSet row) throws SQLException {
        String id = row.getString("message_id");
        int tries = row.getInt("tries");
        @Nullable String name = row.getString("name");
        @Nullable String effectKey = row.getString("effect_key");
        byte @Nullable [] payload = row.getBytes("payload");
        if (name == null || effectKey == null || payload == null) {
            return new Unreadable(id, tries, "it has no name, effect key or payload");
        }
        try {
            return new Intact(new OutboxMessage(id, AsciiText.unescape(name), effectKey, Blob.of(payload), tries));
        } catch (IllegalArgumentException e) {
            return new Unreadable(id, tries, "its name is cut off, or was not escaped by this store");
        }
    }
}

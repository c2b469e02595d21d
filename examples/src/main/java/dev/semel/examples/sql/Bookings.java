// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.sql;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.jdbc.JdbcOperation;
import dev.semel.jdbc.JdbcOutbox;
import dev.semel.jdbc.JdbcStore;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Seats that are booked once, in one transaction with their record, and mails that follow. */
public final class Bookings {

    /** Sends mails; a mail server may get the same key twice. */
    @FunctionalInterface
    public interface MailServer {

        /**
         * Sends a mail.
         *
         * @param key the idempotency key
         * @param text the text
         */
        void send(String key, String text);
    }

    private final JdbcStore store;
    private final JdbcOperation<Booking, String> book;

    /**
     * Makes the operation.
     *
     * @param store the store in the database of the seats
     * @param mail sends the mails
     */
    public Bookings(JdbcStore store, MailServer mail) {
        this.store = store;
        this.book = operation(Idempotency.builder(store)
                        .codec(PlainJsonCodec.create())
                        .build())
                .sending(outbox(mail));
    }

    /** {@return the operation} */
    public JdbcOperation<Booking, String> operation() {
        return book;
    }

    /**
     * {@return the seat of a booking that is made in a transaction of the caller's}
     *
     * @param connection the connection of the transaction
     * @param booking the wish
     * @throws Exception if there is no seat
     */
    public @Nullable String bookIn(Connection connection, Booking booking) throws Exception {
        return book.runIn(connection, booking, Deadline.within(Duration.ofSeconds(10)));
    }

    private JdbcOperation<Booking, String> operation(Idempotency idempotency) {
        return store.operation(
                idempotency
                        .operation("book", Booking.class, String.class)
                        .key(Booking::id)
                        .dedupeWindow(Duration.ofDays(14))
                        .build(),
                (booking, connection, execution) -> {
                    long seat = takeSeat(connection, booking);
                    execution.send("mail", Blob.utf8("seat " + seat + " for " + booking.customer()));
                    return "seat " + seat;
                });
    }

    private JdbcOutbox outbox(MailServer mail) {
        return store.outbox(
                message -> mail.send(message.effectKey(), message.payload().toUtf8()), Duration.ofSeconds(30));
    }

    private static long takeSeat(Connection connection, Booking booking) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO seat (number, customer) SELECT coalesce(max(number), 0) + 1, ? FROM seat RETURNING"
                        + " number")) {
            statement.setString(1, booking.customer());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.jdbc.Dialect;
import dev.semel.jdbc.JdbcStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class BookingsTest {

    @TempDir
    private Path directory;

    @Test
    void aSeatIsTakenOnceAndOneMailFollows() throws Exception {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + directory.resolve("seats.db"));
        try (Connection connection = dataSource.getConnection()) {
            connection.createStatement().execute("CREATE TABLE seat (number integer, customer text)");
        }
        JdbcStore store =
                JdbcStore.builder(dataSource, Dialect.sqlite()).creatingSchema().build();
        List<String> mails = new ArrayList<>();
        Bookings bookings = new Bookings(store, (key, text) -> mails.add(text));
        Deadline soon = Deadline.within(Duration.ofSeconds(30));
        for (int copy = 0; copy < 3; copy++) {
            assertThat(bookings.operation().run(new Booking("order-1", "Ada"), soon))
                    .isEqualTo("seat 1");
        }
        assertThat(mails).containsExactly("seat 1 for Ada");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** SQLite with a file of its own. */
final class LocalSqlite implements TestDatabase {

    private final Path directory;
    private final CountingPool pool;

    LocalSqlite() throws IOException {
        directory = Files.createTempDirectory("semel-sqlite");
        pool = new CountingPool(waiting(20_000));
    }

    /** {@return connections that wait for another writer for so many milliseconds} */
    SQLiteDataSource waiting(int millis) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(millis);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + directory.resolve("semel.db"));
        return dataSource;
    }

    @Override
    public Dialect dialect() {
        return Dialect.sqlite();
    }

    @Override
    public CountingPool dataSource() {
        return pool;
    }

    @Override
    public void close() throws IOException, SQLException {
        pool.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalSqlite::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

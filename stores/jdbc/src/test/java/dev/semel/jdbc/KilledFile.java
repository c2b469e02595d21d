// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.testkit.AtOnce;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A database in a file, and the program that works on it until it is killed. */
enum KilledFile {
    SQLITE;

    private static final int BUSY_MILLIS = 20_000;
    private static final int THREADS = 4;

    /** Takes the copies of keys, and prints each key that was answered. */
    public static void main(String[] args) throws Exception {
        KilledFile kind = valueOf(args[0]);
        List<String> orders = KilledLoad.orders(Integer.parseInt(args[2]));
        KilledLoad load = new KilledLoad(kind.open(Path.of(args[1])), kind.dialect());
        AtOnce.map(IntStream.range(0, THREADS).boxed().toList(), thread -> {
            for (int i = thread; i < orders.size(); i += THREADS) {
                if (load.take(orders.get(i))) {
                    System.out.println(orders.get(i));
                }
            }
            return true;
        });
    }

    Dialect dialect() {
        return switch (this) {
            case SQLITE -> Dialect.sqlite();
        };
    }

    /** {@return connections to the file, to which each commit is written before it is answered} */
    CountingPool open(Path directory) throws SQLException {
        return switch (this) {
            case SQLITE -> {
                SQLiteConfig config = new SQLiteConfig();
                config.setBusyTimeout(BUSY_MILLIS);
                config.setJournalMode(SQLiteConfig.JournalMode.WAL);
                config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
                SQLiteDataSource source = new SQLiteDataSource(config);
                source.setUrl("jdbc:sqlite:" + directory.resolve("semel.db"));
                yield new CountingPool(source, 1); // one writer at a time
            }
        };
    }
}

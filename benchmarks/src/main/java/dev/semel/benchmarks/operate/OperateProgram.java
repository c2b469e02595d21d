// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.operate;

import dev.semel.Waiting;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.jdbc.Dialect;
import dev.semel.jdbc.JdbcStore;
import dev.semel.operate.Pace;
import dev.semel.operate.Purger;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordWalk;
import dev.semel.platform.dynamodb.DynamoDbLocal;
import dev.semel.store.RepairStore;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The measured process: walks over the table, and prints what that took. */
public final class OperateProgram {

    private OperateProgram() {}

    /**
     * Lists or purges.
     *
     * @param args {@code list} or {@code purge}, the server, its port, the rate, the deletions at once
     */
    public static void main(String[] args) throws InterruptedException, SQLException {
        int port = Integer.parseInt(args[2]);
        switch (ExpiredRecords.Server.valueOf(args[1])) {
            case DYNAMODB -> {
                try (DynamoDbClient client = DynamoDbLocal.clientBuilder(URI.create("http://127.0.0.1:" + port))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
                    measure(args, DynamoDbStore.of(client, ExpiredRecords.TABLE));
                }
            }
            case POSTGRESQL -> {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setServerNames(new String[] {"127.0.0.1"});
                source.setPortNumbers(new int[] {port});
                source.setUser("postgres");
                source.setDatabaseName("postgres");
                try (Connection connection = source.getConnection()) {
                    measure(
                            args,
                            JdbcStore.builder(new SingleConnectionDataSource(connection, true), Dialect.postgresql())
                                    .table(ExpiredRecords.TABLE)
                                    .build());
                }
            }
        }
    }

    private static void measure(String[] args, RepairStore store) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        Pace pace = new Pace(500, Integer.parseInt(args[3]), Duration.ofSeconds(30));
        long start = System.nanoTime();
        if (args[0].equals("list")) {
            RecordWalk.Summary all =
                    RecordWalk.of(store, clock, Waiting.sleeping(), pace).walk(RecordFilter.all(), "", found -> true);
            print(System.out, "list", all.matched(), start);
        } else {
            Purger.Summary all = Purger.of(store, clock, Waiting.sleeping(), pace)
                    .atOnce(Integer.parseInt(args[4]))
                    .purge(Duration.ofHours(1), Long.MAX_VALUE, false);
            print(System.out, "purge", all.deleted(), start);
        }
    }

    private static void print(PrintStream out, String action, long records, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long heap = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heap += pool.getPeakUsage().getUsed();
            }
        }
        out.printf(
                "%s: %d records in %.1f s, %.0f in a second, heap at most %d MB of %d%n",
                action,
                records,
                seconds,
                records / seconds,
                heap >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.operate;

import dev.semel.Waiting;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.operate.Pace;
import dev.semel.operate.Purger;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordWalk;
import dev.semel.platform.dynamodb.DynamoDbLocal;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The measured process: walks over the table, and prints what that took. */
public final class OperateProgram {

    private OperateProgram() {}

    /**
     * Lists or purges.
     *
     * @param args {@code list} or {@code purge}, the port, the table, the rate, the deletions at once
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        try (DynamoDbClient client = DynamoDbLocal.clientBuilder(URI.create("http://127.0.0.1:" + args[1]))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            DynamoDbStore store = DynamoDbStore.of(client, args[2]);
            InstantSource clock = InstantSource.system();
            Pace pace = new Pace(500, Integer.parseInt(args[3]), Duration.ofSeconds(30));
            long start = System.nanoTime();
            if (args[0].equals("list")) {
                RecordWalk.Summary all = RecordWalk.of(store, clock, Waiting.sleeping(), pace)
                        .walk(RecordFilter.all(), "", found -> true);
                print(out, "list", all.matched(), start);
            } else {
                Purger.Summary all = Purger.of(store, clock, Waiting.sleeping(), pace)
                        .atOnce(Integer.parseInt(args[4]))
                        .purge(Duration.ofHours(1), Long.MAX_VALUE, false);
                print(out, "purge", all.deleted(), start);
            }
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

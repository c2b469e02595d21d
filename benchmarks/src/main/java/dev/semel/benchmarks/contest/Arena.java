// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import dev.semel.benchmarks.server.LocalDatabase;
import dev.semel.lambda.BatchPolicy;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * The common ground of all contestants: one client, the work, and orders that never came before. The peer's engine is a
 * singleton of its own, so that one arena is open at a time.
 */
public final class Arena implements AutoCloseable {

    /** The table of Semel's records. */
    public static final String RECORDS = ContestTables.OURS;

    /** Letters that no compression makes much shorter, so that a large result stays large. */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

    private static final int LARGE = 100 * 1024;

    private final LocalDatabase database;
    private final Orders orders;
    private final Work work;
    private final RawCalls raw;
    private final SemelSide semel;
    private final PeerSide peer;
    private final PeerSide validatingPeer;
    private final @Nullable EarlierBuild earlier;
    private final ExecutorService eight = Executors.newFixedThreadPool(8);
    private final ExecutorService ten = Executors.newFixedThreadPool(10);
    private final ExecutorService bodies = Executors.newVirtualThreadPerTaskExecutor();

    private Arena(LocalDatabase database, long seed, @Nullable String before) throws IOException {
        this.database = database;
        this.orders = new Orders(seed);
        this.work = new Work(largeNote(seed));
        this.raw = new RawCalls(database.client());
        this.semel = new SemelSide(
                database.client(), work, orders, bodies, BatchPolicy.defaults().readLikelyDuplicates());
        this.earlier = before == null ? null : EarlierBuild.load(before, database.client(), work, orders, bodies);
        this.peer = PeerSide.asItComes(database.client(), work);
        this.validatingPeer = PeerSide.validating(database.client(), work);
    }

    /** Opens an arena in fresh tables. */
    public static Arena open(LocalDatabase database, long seed) throws IOException {
        return open(database, seed, null);
    }

    /**
     * Opens an arena in fresh tables, with another build of Semel beside this one.
     *
     * @param before the class path of the other build; null for none
     */
    public static Arena open(LocalDatabase database, long seed, @Nullable String before) throws IOException {
        ContestTables.create(database);
        return new Arena(database, seed, before);
    }

    private static String largeNote(long seed) {
        return new java.util.Random(seed)
                .ints(LARGE, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, at) -> text.append(LETTERS.charAt(at)), StringBuilder::append)
                .toString();
    }

    /** {@return the database, to delay and to count} */
    public LocalDatabase database() {
        return database;
    }

    /** {@return the work, to count its runs} */
    public Work work() {
        return work;
    }

    /** {@return the orders} */
    public Orders orders() {
        return orders;
    }

    /** {@return Semel's part} */
    public SemelSide semel() {
        return semel;
    }

    /** {@return the build to compare with; null for none} */
    @Nullable
    EarlierBuild earlier() {
        return earlier;
    }

    PeerSide peer() {
        return peer;
    }

    PeerSide validatingPeer() {
        return validatingPeer;
    }

    RawCalls raw() {
        return raw;
    }

    DynamoDbClient client() {
        return database.client();
    }

    /** {@return eight threads} */
    ExecutorService eight() {
        return eight;
    }

    /** {@return ten threads} */
    ExecutorService ten() {
        return ten;
    }

    static Put effect(ContestOrder order) {
        return Put.builder()
                .tableName(ContestTables.ORDERS)
                .item(Map.of("id", AttributeValue.fromS(order.id())))
                .build();
    }

    @Override
    public void close() throws IOException {
        eight.shutdown();
        ten.shutdown();
        bodies.close();
        if (earlier != null) {
            earlier.close();
        }
    }
}

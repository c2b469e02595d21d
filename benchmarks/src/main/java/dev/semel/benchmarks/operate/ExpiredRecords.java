// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.operate;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** A table of a real server, full of completed records of the year 2020. For one thread. */
interface ExpiredRecords extends AutoCloseable {

    /** The name of the table. */
    String TABLE = "operate";

    /** The key of the record that the store itself writes. */
    IdempotencyKey FIRST = new IdempotencyKey("acme", "charge", "order-0");

    /** The servers that can be measured. */
    enum Server {
        /** DynamoDB Local, in memory. */
        DYNAMODB,
        /** PostgreSQL, on disk. */
        POSTGRESQL
    }

    /** {@return an empty table of a server that was started for it} */
    static ExpiredRecords start(Server server) throws IOException, SQLException {
        return switch (server) {
            case DYNAMODB -> DynamoDbRecords.start();
            case POSTGRESQL -> PostgresRecords.start();
        };
    }

    /** Writes that many records. */
    void write(int count) throws SQLException;

    /** {@return the port of the server on the loopback interface} */
    int port();

    @Override
    void close() throws IOException;

    /** {@return the id of a record, counted from 0} */
    static String recordId(int number) {
        return "acme/charge/order-" + number;
    }

    /** Writes the first record by the store. */
    static void writeFirst(IdempotencyStore store) {
        StoreCall call = new StoreCall(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofSeconds(10));
        ClaimId id = ClaimId.of(1, 1);
        store.claim(
                new ClaimRequest(
                        FIRST,
                        id,
                        Fingerprint.sha256("sha256-json1", Blob.utf8("{}")),
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        "orders-fn"),
                call);
        store.complete(
                new WriteRequest.Complete(
                        FIRST, id, new StoredResult.Success(Blob.utf8("{\"receipt\":42}")), Duration.ofDays(1)),
                call);
    }
}

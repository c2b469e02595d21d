// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import dev.semel.benchmarks.server.BenchmarkDatabase;
import dev.semel.dynamodb.DynamoDbStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table of all contestants, in DynamoDB Local in this process, and so not in that which is measured. */
record ColdTable(BenchmarkDatabase server) implements AutoCloseable {

    private static final String NAME = "idempotency";

    static ColdTable start() throws IOException {
        ColdTable table = new ColdTable(BenchmarkDatabase.start());
        try (DynamoDbClient client = BenchmarkDatabase.client(table.endpoint(), UrlConnectionHttpClient.create())) {
            DynamoDbStore.of(client, NAME).createTableWithoutTtl(Duration.ofSeconds(30));
        }
        return table;
    }

    URI endpoint() {
        return server.endpoint();
    }

    String name() {
        return NAME;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

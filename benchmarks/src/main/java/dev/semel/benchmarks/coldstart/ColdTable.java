// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.platform.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table of all contestants, in DynamoDB Local in this process, and so not in the measured one. */
final class ColdTable implements AutoCloseable {

    private static final String NAME = "idempotency";

    private final DynamoDbLocal server;

    private ColdTable(DynamoDbLocal server) {
        this.server = server;
    }

    static ColdTable start() throws IOException {
        DynamoDbLocal server = DynamoDbLocal.start();
        try (DynamoDbClient client = server.clientBuilder()
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            DynamoDbStore.of(client, NAME).createTableWithoutTtl(Duration.ofSeconds(30));
        }
        return new ColdTable(server);
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

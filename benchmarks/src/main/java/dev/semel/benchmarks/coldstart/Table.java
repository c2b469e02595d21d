// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import dev.semel.dynamodb.DynamoDbStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** The table of all contestants, in DynamoDB Local in this process, and so not in that which is measured. */
final class Table implements AutoCloseable {

    private static final String NAME = "idempotency";

    private final DynamoDBProxyServer server;
    private final URI endpoint;

    private Table(DynamoDBProxyServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    static Table start() throws IOException {
        int port = freePort();
        DynamoDBProxyServer server;
        try {
            server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not start on port " + port + "; run the command again", e);
        }
        Table table = new Table(server, URI.create("http://127.0.0.1:" + port));
        table.create();
        return table;
    }

    private void create() {
        // Credentials that are valid nowhere, and those of the functions: DynamoDB Local keeps tables by access key.
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            DynamoDbStore.of(client, NAME).createTableWithoutTtl(Duration.ofSeconds(30));
        }
    }

    URI endpoint() {
        return endpoint;
    }

    String name() {
        return NAME;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not stop", e);
        }
    }
}

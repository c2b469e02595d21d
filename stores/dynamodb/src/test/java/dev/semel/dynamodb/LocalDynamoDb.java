// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * DynamoDB Local in this process, empty and in memory, behind HTTP: its embedded client would bypass the SDK's retries
 * and interceptors, which a store must cope with. Or a server that runs already ({@link SharedDynamoDb}), emptied.
 * Public for the tests of other modules.
 */
public final class LocalDynamoDb implements AutoCloseable {

    static final Duration BOUND = Duration.ofSeconds(30);

    private final AutoCloseable server;
    private final URI endpoint;
    private final DynamoDbClient client;

    private LocalDynamoDb(AutoCloseable server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
        this.client = clientBuilder().build();
    }

    /** Starts a server on a free port, or empties the one that is shared. */
    public static LocalDynamoDb start() throws Exception {
        String shared = System.getProperty(SharedDynamoDb.ENDPOINT, "");
        return shared.isEmpty() ? startOwn() : emptied(URI.create(shared));
    }

    private static LocalDynamoDb emptied(URI endpoint) {
        LocalDynamoDb local = new LocalDynamoDb(() -> {}, endpoint);
        local.client
                .listTablesPaginator()
                .tableNames()
                .forEach(table -> local.client.deleteTable(b -> b.tableName(table)));
        return local;
    }

    static LocalDynamoDb startOwn() throws Exception {
        int port = freePort();
        DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
        server.start();
        return new LocalDynamoDb(server::stop, URI.create("http://127.0.0.1:" + port));
    }

    /** {@return the address of the server, for clients in other processes} */
    public URI endpoint() {
        return endpoint;
    }

    /** {@return the client with which tests inspect the table} */
    public DynamoDbClient client() {
        return client;
    }

    /** {@return a builder of a client of this server; the caller closes the client} */
    public DynamoDbClientBuilder clientBuilder() {
        return clientBuilder(endpoint);
    }

    /** A busy machine may take longer than the client's own limit for the first requests of a server. */
    public static DynamoDbClientBuilder clientBuilder(URI endpoint) {
        return LightClient.builder()
                .overrideConfiguration(config -> config.apiCallTimeout(BOUND))
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /** {@return a store of an existing table without deletion by the real clock} */
    public DynamoDbStore store(String table) {
        return ready(DynamoDbStore.of(client, table));
    }

    /** Creates a table with the partition key {@code id}, for any items. */
    public void createTable(String table) {
        DynamoDbStore.of(client, table).createTableWithoutTtl(BOUND);
    }

    static DynamoDbStore ready(DynamoDbStore store) {
        store.createTableWithoutTtl(BOUND);
        return store;
    }

    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            throw new IllegalStateException("DynamoDB Local did not stop", failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

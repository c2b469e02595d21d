// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import dev.semel.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * DynamoDB Local in this process, empty and in memory, behind the proxy. Its server binds a free port on every interface,
 * and cannot be told otherwise. Thread-safe.
 */
public final class LocalDatabase implements AutoCloseable {

    private final DynamoDBProxyServer server;
    private final DelayingProxy proxy;
    private final DynamoDbClient client;
    private final DynamoDbClient direct;

    private LocalDatabase(
            DynamoDBProxyServer server, DelayingProxy proxy, DynamoDbClient client, DynamoDbClient direct) {
        this.server = server;
        this.proxy = proxy;
        this.client = client;
        this.direct = direct;
    }

    /** Starts server and proxy. */
    public static LocalDatabase start(HttpClientKind http) throws IOException {
        int port = freePort();
        DynamoDBProxyServer server;
        try {
            server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not start on port " + port + "; run the command again", e);
        }
        DelayingProxy proxy = DelayingProxy.before(port, Waiting.sleeping(), System::nanoTime);
        return new LocalDatabase(
                server, proxy, client(proxy.endpoint(), http), client(URI.create("http://127.0.0.1:" + port), http));
    }

    private static DynamoDbClient client(URI endpoint, HttpClientKind http) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClient(http.create())
                .build();
    }

    /** The port may be taken by another process before it is used; the run then fails and can be repeated. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns the client whose requests pass the proxy. */
    public DynamoDbClient client() {
        return client;
    }

    /** Returns a client that goes past the proxy, for what is neither delayed nor counted. */
    public DynamoDbClient direct() {
        return direct;
    }

    /** Sets what each request waits from now on. */
    public void delay(Duration each) {
        proxy.delay(each);
    }

    /** Returns all that has passed the proxy. */
    public Traffic traffic() {
        return proxy.traffic();
    }

    /** Creates a table with the partition key {@code id}, a text. */
    public void createTable(String name) {
        direct.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()))
                .keySchema(List.of(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())));
        direct.waiter().waitUntilTableExists(table -> table.tableName(name));
    }

    @Override
    public void close() throws IOException {
        client.close();
        direct.close();
        proxy.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not stop", e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.dynamodb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * DynamoDB Local in this process, empty and in memory, behind HTTP as the service is: retries, interceptors and
 * timeouts of the AWS SDK take part.
 *
 * <pre>{@code
 * try (DynamoDbLocal dynamoDb = DynamoDbLocal.start();
 *         DynamoDbClient client = dynamoDb.clientBuilder().build()) { ... }
 * }</pre>
 *
 * <p>Semel does not bring DynamoDB Local, because its licence forbids redistribution. Declare {@code
 * software.amazon.dynamodb:DynamoDBLocal} yourself, for tests, and the AWS SDK's {@code dynamodb} module with an HTTP
 * client. On JDK 24 and later start the JVM with {@code --enable-native-access=ALL-UNNAMED}, or it warns.
 *
 * <p>The server listens on a free port of the loopback interface; see {@link #isLoopbackOnly}. Thread-safe. Closing it
 * stops the server, but closes no client.
 */
public final class DynamoDbLocal implements AutoCloseable {

    private static final String COORDINATES = "software.amazon.dynamodb:DynamoDBLocal";

    private final LinkedServer server;
    private final int port;

    private DynamoDbLocal(LinkedServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server.
     *
     * @return the server, which the caller closes
     * @throws IllegalStateException if DynamoDB Local is not on the class path
     * @throws IOException if the server does not start, for instance because another process has taken its port
     *     meanwhile
     */
    public static DynamoDbLocal start() throws IOException {
        return start(List.of("-inMemory"));
    }

    /**
     * Starts a server whose tables are the same for every access key and Region.
     *
     * @param folder the folder to keep the tables in; empty keeps them in memory
     * @return the server, which the caller closes
     * @throws IllegalStateException if DynamoDB Local is not on the class path
     * @throws IOException if the server does not start
     */
    public static DynamoDbLocal startShared(Optional<Path> folder) throws IOException {
        if (folder.isEmpty()) {
            return start(List.of("-inMemory", "-sharedDb"));
        }
        Files.createDirectories(folder.get());
        return start(List.of("-sharedDb", "-dbPath", folder.get().toString()));
    }

    private static DynamoDbLocal start(List<String> arguments) throws IOException {
        int port = freePort();
        try {
            return new DynamoDbLocal(LinkedServer.start(port, arguments), port);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "DynamoDB Local is not on the class path, or not as a whole: " + e.getMessage()
                            + " is missing. Add " + COORDINATES
                            + " to your build, for tests; its licence does not allow Semel"
                            + " to bring it",
                    e);
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not start on port " + port + "; try again", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * {@return whether the server listens on the loopback interface only} DynamoDB Local has no setting for that, so it
     * is done from the outside. It works with version 3.3.1. With a version that is built otherwise the server listens
     * on every interface, and other machines of the network can reach the tables.
     */
    public boolean isLoopbackOnly() {
        return server.isLoopbackOnly();
    }

    /** {@return the server's port} */
    public int port() {
        return port;
    }

    /** {@return the server's address on the loopback interface, also for clients in other processes} */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Returns a builder of a client of this server. Set an HTTP client if the class path has several.
     *
     * @return a builder with {@link #endpoint}, a Region and credentials that are valid nowhere
     */
    public DynamoDbClientBuilder clientBuilder() {
        return clientBuilder(endpoint());
    }

    /**
     * Returns a builder of a client of a server of DynamoDB Local, such as one in another process or behind a proxy.
     * All clients of these builders see the same tables: DynamoDB Local keeps other tables for each access key and
     * Region.
     *
     * @param endpoint the server's or proxy's address
     * @return a builder with the endpoint, a Region and credentials that are valid nowhere
     */
    public static DynamoDbClientBuilder clientBuilder(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /**
     * Stops the server.
     *
     * @throws IOException if it does not stop
     */
    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not stop", e);
        }
    }
}

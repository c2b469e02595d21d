// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.dynamodb;

import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** The only class that links to DynamoDB Local, so that {@link DynamoDbLocal} can report that it is missing. */
final class LocalServer {

    private final DynamoDBProxyServer server;

    private LocalServer(DynamoDBProxyServer server) {
        this.server = server;
    }

    static LocalServer start(int port) throws Exception {
        DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
        server.start();
        return new LocalServer(server);
    }

    void stop() throws Exception {
        server.stop();
    }
}

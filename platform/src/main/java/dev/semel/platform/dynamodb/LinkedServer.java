// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.dynamodb;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** The only class that links to DynamoDB Local, so that {@link DynamoDbLocal} can report that it is missing. */
final class LinkedServer {

    private static final String LOOPBACK = "127.0.0.1";

    private final DynamoDBProxyServer server;
    private final boolean isLoopbackOnly;

    private LinkedServer(DynamoDBProxyServer server, boolean isLoopbackOnly) {
        this.server = server;
        this.isLoopbackOnly = isLoopbackOnly;
    }

    static LinkedServer start(int port, List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("-disableTelemetry", "-port", Integer.toString(port)));
        DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(all.toArray(String[]::new));
        boolean isLoopbackOnly = bindToLoopback(server);
        server.start();
        return new LinkedServer(server, isLoopbackOnly);
    }

    /**
     * Lets the server listen on the loopback interface only. DynamoDB Local has no setting for that, but its Jetty
     * server has one before it starts.
     *
     * @return whether that was possible; a version of DynamoDB Local that is built otherwise listens on every interface
     */
    private static boolean bindToLoopback(DynamoDBProxyServer server) {
        try {
            Field field = DynamoDBProxyServer.class.getDeclaredField("server");
            field.setAccessible(true);
            Object jetty = field.get(server);
            Object[] connectors =
                    (Object[]) jetty.getClass().getMethod("getConnectors").invoke(jetty);
            for (Object connector : connectors) {
                connector.getClass().getMethod("setHost", String.class).invoke(connector, LOOPBACK);
            }
            return connectors.length > 0;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    boolean isLoopbackOnly() {
        return isLoopbackOnly;
    }

    void stop() throws Exception {
        server.stop();
    }
}

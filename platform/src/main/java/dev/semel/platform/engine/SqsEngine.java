// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLClassLoader;

/**
 * SQS by ElasticMQ, in memory. It listens on a port of the loopback interface, and asks for no credentials.
 * Thread-safe.
 */
public final class SqsEngine implements AutoCloseable {

    private static final String PACKAGE = "org.elasticmq.";

    private final URLClassLoader loader;
    private final Object server;
    private final int port;

    private SqsEngine(URLClassLoader loader, Object server, int port) {
        this.loader = loader;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server.
     *
     * @param jars the source of its classes
     * @param front the address that queue URLs begin with: the place where clients reach the server
     * @param region the Region of queue ARNs
     * @param account the account of queue ARNs
     * @return the server, which the caller closes
     * @throws IOException if its jars cannot be had, or it does not start
     * @throws InterruptedException if the thread was interrupted
     */
    public static SqsEngine start(EngineJars jars, URI front, String region, String account)
            throws IOException, InterruptedException {
        URLClassLoader loader = jars.load("sqs", "ElasticMQ");
        int port = freePort();
        return EngineJars.within(loader, () -> {
            Object server = server(loader, front, region, account, port);
            server.getClass().getMethod("waitUntilStarted").invoke(server);
            return new SqsEngine(loader, server, port);
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Object server(ClassLoader loader, URI front, String region, String account, int port)
            throws ReflectiveOperationException {
        Class<?> address = loader.loadClass(PACKAGE + "NodeAddress");
        Object node = address.getConstructor(String.class, String.class, int.class, String.class)
                .newInstance("http", front.getHost(), front.getPort(), "");
        Class<?> type = loader.loadClass(PACKAGE + "rest.sqs.TheSQSRestServerBuilder");
        Object builder = loader.loadClass(PACKAGE + "rest.sqs.SQSRestServerBuilder$")
                .getField("MODULE$")
                .get(null);
        builder = type.getMethod("withInterface", String.class).invoke(builder, "127.0.0.1");
        builder = type.getMethod("withPort", int.class).invoke(builder, port);
        builder = type.getMethod("withServerAddress", address).invoke(builder, node);
        builder = type.getMethod("withAWSRegion", String.class).invoke(builder, region);
        builder = type.getMethod("withAWSAccountId", String.class).invoke(builder, account);
        return type.getMethod("start").invoke(builder);
    }

    /** {@return the server's address} */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Stops the server. */
    @Override
    public void close() throws IOException {
        EngineJars.within(
                loader, () -> server.getClass().getMethod("stopAndWait").invoke(server));
        loader.close();
    }
}

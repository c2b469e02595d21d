// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A server with scripted answers, for answers that DynamoDB Local never gives. The last one is repeated. */
final class ScriptedServer implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final Map<String, Answer> byOperation = new ConcurrentHashMap<>();

    ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
            Answer always = byOperation.get(operation);
            Answer answer = always != null ? always : script.size() > 1 ? script.remove() : script.element();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    ScriptedServer success() {
        script.add(new Answer(200, "{}"));
        return this;
    }

    ScriptedServer error(String code) {
        script.add(
                new Answer(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"}"));
        return this;
    }

    ScriptedServer raw(int status, String body) {
        script.add(new Answer(status, body));
        return this;
    }

    /** Leaves out the answers before the last one. */
    void skip() {
        while (script.size() > 1) {
            script.remove();
        }
    }

    /** Answers every request of an operation, such as {@code GetItem}, with success and this body. */
    ScriptedServer always(String operation, String body) {
        byOperation.put(operation, new Answer(200, body));
        return this;
    }

    /** A cancelled transaction with the reasons of its actions. */
    ScriptedServer cancelled(String... codes) {
        String reasons = Stream.of(codes)
                .map(code -> "{\"Code\":\"" + code + "\",\"Message\":\"Item size\"}")
                .collect(Collectors.joining(","));
        script.add(new Answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":"
                        + "\"cancelled " + List.of(codes) + "\",\"CancellationReasons\":[" + reasons + "]}"));
        return this;
    }

    /** {@return a client of this server; the caller closes it} */
    DynamoDbClient client(RequestCounter counter) {
        return LocalDynamoDb.clientBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .overrideConfiguration(config -> config.addExecutionInterceptor(counter))
                .build();
    }

    /** {@return a client that never tries again; the caller closes it} */
    DynamoDbClient clientWithoutRetries() {
        return LocalDynamoDb.clientBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

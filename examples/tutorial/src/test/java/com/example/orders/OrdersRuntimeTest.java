// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LightClient;
import dev.semel.platform.runtime.InvocationAnswer;
import dev.semel.platform.runtime.LocalFunction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** The handler as Lambda runs it: a process of its own, configured by environment variables. Linux only. */
class OrdersRuntimeTest {

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private DynamoDBProxyServer dynamoDb;
    private HttpServer payments;
    private LocalFunction function;

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        dynamoDb = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
        dynamoDb.start();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        createTable(endpoint);

        payments = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        payments.createContext("/charges", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            byte[] receipt = "{\"paymentId\":\"payment-1\",\"amountCents\":4200}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, receipt.length);
            exchange.getResponseBody().write(receipt);
            exchange.close();
        });
        payments.start();

        function = LocalFunction.builder(OrdersHandler.class)
                .environment("AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString())
                .environment("IDEMPOTENCY_TABLE", "idempotency")
                .environment(
                        "PAYMENTS_URL",
                        "http://127.0.0.1:" + payments.getAddress().getPort())
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        function.close();
        payments.stop(0);
        dynamoDb.stop();
    }

    @Test
    void chargesAnOrderOnceInTwoDeliveries() throws Exception {
        byte[] event = Events.order42().getBytes(StandardCharsets.UTF_8);
        for (int delivery = 1; delivery <= 2; delivery++) {
            InvocationAnswer.Response answer =
                    assertInstanceOf(InvocationAnswer.Response.class, function.invoke(event), function.output());
            assertEquals("{\"batchItemFailures\":[]}", answer.payload().toUtf8());
        }
        assertEquals(1, keys.size());
    }

    /** The template creates the table on AWS; here the store does. */
    private static void createTable(URI endpoint) {
        try (var client = LightClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build()) {
            DynamoDbStore.of(client, "idempotency").createTable(Duration.ofSeconds(30));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

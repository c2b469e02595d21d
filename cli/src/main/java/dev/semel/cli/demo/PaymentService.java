// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A payment service on a loopback port, which honours {@code Idempotency-Key} as Stripe does: the same key with the
 * same parameters gets the first response again, marked {@code Idempotent-Replayed: true}, and charges nothing; with
 * other parameters it is refused. Requests and charges are kept in a ledger. Thread-safe.
 */
final class PaymentService implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService executor;
    private final Map<String, Payment> byKey = new HashMap<>();
    private final List<Payment> charges = new ArrayList<>();
    private final List<Intent> requests = new ArrayList<>();

    private record Payment(String id, Intent intent, long amount) {}

    private PaymentService(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /** Starts a service with an empty ledger on a free port. */
    static PaymentService start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        PaymentService service = new PaymentService(server, executor);
        server.setExecutor(executor);
        server.createContext("/charges", service::handle);
        server.start();
        return service;
    }

    URI endpoint() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/charges");
    }

    /** {@return the charges in order} */
    synchronized List<Intent> charged() {
        return charges.stream().map(Payment::intent).toList();
    }

    /** {@return the valid requests in order: a service that ignores keys would have charged them all} */
    synchronized List<Intent> requested() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            Intent intent =
                    new Intent(body.path("order").asText(), body.path("content").asText());
            Reply reply = charge(
                    intent,
                    body.path("amountCents").asLong(),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (reply.replayed()) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
            }
            exchange.sendResponseHeaders(reply.status(), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private record Reply(int status, boolean replayed, String body) {

        static Reply of(Payment payment, boolean replayed) {
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("payment", payment.id())
                    .put("amountCents", payment.amount())
                    .toString();
            return new Reply(200, replayed, body);
        }
    }

    private synchronized Reply charge(Intent intent, long amount, @Nullable String key) {
        Payment earlier = key == null ? null : byKey.get(key);
        if (earlier != null && !(earlier.intent().equals(intent) && earlier.amount() == amount)) {
            return new Reply(400, false, "{\"error\":\"this Idempotency-Key was used with other parameters\"}");
        }
        requests.add(intent);
        if (earlier != null) {
            return Reply.of(earlier, true);
        }
        Payment payment = new Payment("pay_" + (charges.size() + 1), intent, amount);
        charges.add(payment);
        if (key != null) {
            byKey.put(key, payment);
        }
        return Reply.of(payment, false);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}

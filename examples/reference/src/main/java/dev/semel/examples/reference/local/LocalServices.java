// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A payment company and a mail service on the loopback interface. Both honour idempotency keys and keep a ledger, in
 * which every effect is an entry: what happened twice is there twice. Thread-safe.
 */
final class LocalServices implements AutoCloseable {

    /** A kind of effect. */
    enum Kind {
        CHARGE,
        MAIL
    }

    /** Fault after an effect, in place of the answer. */
    @FunctionalInterface
    interface Mishap {

        void happen(String orderId) throws IOException;
    }

    private final HttpServer server;
    private final JsonMapper mapper = new JsonMapper();
    private final List<Effect> ledger = new ArrayList<>();
    private final Map<String, Mishap> mishaps = new HashMap<>();
    private final Map<String, Integer> requests = new HashMap<>();

    private LocalServices(HttpServer server) {
        this.server = server;
    }

    /** Starts both on one free port. */
    static LocalServices start() throws IOException {
        LocalServices services =
                new LocalServices(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        services.server.createContext("/charges", exchange -> services.answer(Kind.CHARGE, exchange));
        services.server.createContext("/mails", exchange -> services.answer(Kind.MAIL, exchange));
        services.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        services.server.start();
        return services;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(Kind kind, HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                String path = exchange.getRequestURI().getPath();
                send(exchange, trace(path.substring(path.lastIndexOf('/') + 1)), "");
                return;
            }
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            JsonNode order = mapper.readTree(exchange.getRequestBody().readAllBytes());
            String orderId = order.path("orderId").asText();
            if (key == null || orderId.isEmpty()) {
                send(exchange, 400, "a key and an order are needed");
                return;
            }
            String receipt = enter(kind, orderId, key);
            Mishap mishap = takeMishap(kind, order.path("cents").asLong());
            if (mishap == null) {
                send(exchange, 200, receipt);
            } else {
                mishap.happen(orderId);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private synchronized String enter(Kind kind, String orderId, String key) {
        requests.merge(kind + " " + orderId, 1, Integer::sum);
        for (Effect effect : ledger) {
            if (effect.kind == kind && effect.key.equals(key) && !effect.forgotten) {
                return effect.receipt;
            }
        }
        Effect effect = new Effect(kind, orderId, key, kind.name().charAt(0) + "-" + (ledger.size() + 1));
        ledger.add(effect);
        return effect.receipt;
    }

    private synchronized int trace(String key) {
        int status = 404;
        for (Effect effect : ledger) {
            if (effect.kind == Kind.CHARGE && effect.key.equals(key) && !effect.voided) {
                status = effect.forgotten ? 410 : 200;
            }
        }
        return status;
    }

    private synchronized @Nullable Mishap takeMishap(Kind kind, long cents) {
        return mishaps.remove(kind + " " + cents);
    }

    /** Lets the next effect of a kind for an order of that amount take place, and then this happen, and no answer. */
    synchronized void onceAfter(Kind kind, long cents, Mishap mishap) {
        mishaps.put(kind + " " + cents, mishap);
    }

    /** Forgets the keys of an order's charges, as after a day. */
    synchronized void forget(String orderId) {
        ledger.stream()
                .filter(effect -> effect.kind == Kind.CHARGE && effect.orderId.equals(orderId))
                .forEach(effect -> effect.forgotten = true);
    }

    /** Voids an order's charges, as a person asks the company to. */
    synchronized void voidCharges(String orderId) {
        ledger.stream()
                .filter(effect -> effect.kind == Kind.CHARGE && effect.orderId.equals(orderId))
                .forEach(effect -> effect.voided = true);
    }

    /** {@return the number of an order's effects of a kind, without those that were voided} */
    synchronized long effects(Kind kind, String orderId) {
        return ledger.stream()
                .filter(effect -> effect.kind == kind && effect.orderId.equals(orderId) && !effect.voided)
                .count();
    }

    /** {@return the number of requests of a kind for an order, repeated ones included} */
    synchronized int requests(Kind kind, String orderId) {
        return requests.getOrDefault(kind + " " + orderId, 0);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** An entry of the ledger. */
    private static final class Effect {

        private final Kind kind;
        private final String orderId;
        private final String key;
        private final String receipt;
        private boolean forgotten;
        private boolean voided;

        private Effect(Kind kind, String orderId, String key, String receipt) {
            this.kind = kind;
            this.orderId = orderId;
            this.key = key;
            this.receipt = receipt;
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.semel.model.PrintableText;
import dev.semel.prover.world.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A receiver of effects over HTTP, on the loopback interface, for handlers that keep their real client. Every request
 * is an effect: its key is the {@code Idempotency-Key} header. One receiver serves a whole proof; ask for its address
 * in each world.
 *
 * <pre>{@code
 * try (HttpReceiver payments = HttpReceiver.start("charge", Request::body)) {
 *     Prover.of(world -> new OrdersHandler(world.idempotency().build(), payments.in(world))) ...
 * }
 * }</pre>
 *
 * <p>The answer to an effect that takes place is 200 and the effect key; to an effect that fails, or whose answer is
 * lost, 503; to a request whose subject cannot be read, 500 and the cause. Thread-safe.
 */
public final class HttpReceiver implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int BROKEN = 500;

    private final HttpServer server;
    private final ExecutorService threads;
    private final String effect;
    private final boolean honoursKeys;
    private final Function<Request, String> subject;
    private final Map<Integer, World> worlds = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    /**
     * A request to the receiver.
     *
     * @param path the path behind the address that {@link HttpReceiver#in} returned
     * @param body the body as a text
     */
    public record Request(String path, String body) {

        /** Refuses null. */
        public Request {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(body, "body");
        }

        /** Shows the path only. */
        @Override
        public String toString() {
            return PrintableText.shown("Request[" + path + "]");
        }
    }

    private HttpReceiver(
            HttpServer server,
            ExecutorService threads,
            String effect,
            boolean honoursKeys,
            Function<Request, String> subject) {
        this.server = server;
        this.threads = threads;
        this.effect = effect;
        this.honoursKeys = honoursKeys;
        this.subject = subject;
    }

    /**
     * Starts a receiver that ignores effect keys, on a free port.
     *
     * @param effect the effect's name, for rules
     * @param subject reads the subject of a request
     * @return the receiver, which the caller closes
     * @throws UncheckedIOException if no port is free
     */
    public static HttpReceiver start(String effect, Function<Request, String> subject) {
        return start(effect, subject, false);
    }

    /**
     * Starts a receiver that honours effect keys, on a free port: a key that comes again has no further effect.
     *
     * @param effect the effect's name, for rules
     * @param subject reads the subject of a request
     * @return the receiver, which the caller closes
     * @throws UncheckedIOException if no port is free
     */
    public static HttpReceiver startHonouringKeys(String effect, Function<Request, String> subject) {
        return start(effect, subject, true);
    }

    private static HttpReceiver start(String effect, Function<Request, String> subject, boolean honoursKeys) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No port for a receiver", e);
        }
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "semel-http-receiver");
            thread.setDaemon(true);
            return thread;
        });
        HttpReceiver receiver = new HttpReceiver(
                server,
                threads,
                Objects.requireNonNull(effect, "effect"),
                honoursKeys,
                Objects.requireNonNull(subject, "subject"));
        server.setExecutor(threads);
        server.createContext("/", receiver::handle);
        server.start();
        return receiver;
    }

    /**
     * Returns the address of this receiver in a world.
     *
     * @param world the world of a history
     * @return the address, which ends with a slash
     */
    public URI in(World world) {
        int here = world.kept("receiver at " + server.getAddress().getPort(), () -> admit(world));
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/" + here + "/");
    }

    private int admit(World world) {
        int here = number.incrementAndGet();
        worlds.put(here, world);
        world.whenOver(() -> worlds.remove(here));
        return here;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                receive(exchange);
            } catch (RuntimeException e) {
                byte[] cause = ("The receiver of the proof failed: " + e).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(BROKEN, cause.length);
                exchange.getResponseBody().write(cause);
            }
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        World world = worlds.get(Integer.valueOf(path[0]));
        if (world == null) {
            return;
        }
        int status = OK;
        world.serve();
        try {
            EffectPoint point = world.effect(effect);
            (honoursKeys ? point.honouringKeys() : point)
                    .happen(subject.apply(new Request(path.length > 1 ? path[1] : "", body)), key);
        } catch (EffectFailedException e) {
            status = UNAVAILABLE;
        } catch (Stopped over) {
            return; // the attempt that asked has ended
        }
        byte[] answer = String.valueOf(key).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.semel.model.PrintableText;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The console: a web server on the loopback interface that shows keys, and changes them where that is allowed. It is on
 * nobody's critical path: it reads the store as any operator's program does, at a bounded rate. Thread-safe.
 *
 * <p>Whoever can read the address, which holds a token, can use the console; so can every program of the same user of
 * the operating system. Requests are bounded in number, size and fields. The time that a client may take to send one is
 * bounded by the system properties of the JDK's server, such as {@code sun.net.httpserver.maxReqTime}, which the
 * program must set.
 */
public final class Console implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int WAITING_REQUESTS = 64;
    private static final int LONGEST_ADDRESS = 8192;
    private static final int LONGEST_HEADERS = 16_384;

    /** Everything comes from this server: no inline script or style, no frames, no other place for forms. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            // Not no-referrer: browsers would then name the origin 'null' when they post our forms.
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final ConsoleGate gate;
    private final ConsolePages pages;
    private final Consumer<String> problems;

    private Console(HttpServer server, ConsoleGate gate, ConsolePages pages, Consumer<String> problems) {
        this.server = server;
        this.gate = gate;
        this.pages = pages;
        this.problems = problems;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_REQUESTS));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * {@return a builder of a console that only reads}
     *
     * @param store the store of the records
     * @param name the name of the store, for people; no secret in it
     * @param random the source of the token and of the session, which must be unpredictable, such as {@code
     *     SecureRandom}
     */
    public static ConsoleBuilder builder(RepairStore store, String name, RandomGenerator random) {
        return new ConsoleBuilder(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(random, "random"));
    }

    /** Starts a console on a port. */
    static Console start(int port, ConsoleBuilder.Making pages, RandomGenerator random, Consumer<String> problems)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), WAITING_REQUESTS);
        } catch (BindException e) {
            throw new IOException("port " + port + " is in use; name another one, or 0 for any that is free", e);
        }
        ConsoleGate gate = ConsoleGate.of(random, server.getAddress().getPort());
        Console console = new Console(server, gate, pages.pages(gate), problems);
        server.setExecutor(console.threads);
        server.createContext("/", console::handle);
        server.start();
        return console;
    }

    /** {@return the address to open in a browser; it holds the token, so show it to its user only} */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port() + gate.entrance());
    }

    /** {@return the port} */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private ConsoleAnswer answer(HttpExchange exchange) {
        try {
            URI uri = exchange.getRequestURI();
            checkSize(uri, exchange.getRequestHeaders());
            return pages.answer(
                    exchange.getRequestMethod(),
                    Objects.requireNonNullElse(uri.getRawPath(), ""),
                    Objects.requireNonNullElse(uri.getRawQuery(), ""),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody());
        } catch (ConsoleRefusal e) {
            return refused(e);
        } catch (StoreException e) {
            problems.accept("the store gave no answer: " + PrintableText.line(String.valueOf(e.getMessage()), 500));
            return refused(
                    new ConsoleRefusal(
                            503,
                            "The store gave no answer. If you asked for a change, look at the key again: it may have been made."));
        } catch (RuntimeException e) {
            problems.accept("a page failed: " + PrintableText.line(e.toString(), 500));
            return refused(new ConsoleRefusal(
                    500,
                    "This page failed; the terminal of the console says why. If you asked for a change, look at the key"
                            + " again before you do anything."));
        }
    }

    private static ConsoleAnswer refused(ConsoleRefusal refusal) {
        return ConsoleAnswer.page(
                refusal.status(), ConsolePages.refusalPage(String.valueOf(refusal.status()), refusal));
    }

    private static void checkSize(URI uri, Headers headers) {
        if (uri.toString().length() > LONGEST_ADDRESS) {
            throw new ConsoleRefusal(414, "The address is too long.");
        }
        long size = 0;
        for (Map.Entry<String, List<String>> each : headers.entrySet()) {
            for (String value : each.getValue()) {
                size += each.getKey().length() + value.length();
            }
        }
        if (size > LONGEST_HEADERS) {
            throw new ConsoleRefusal(431, "The headers are too long.");
        }
    }

    private static void send(HttpExchange exchange, ConsoleAnswer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        headers.set("Content-Type", answer.type());
        answer.headers().forEach(headers::set);
        byte[] body = answer.body();
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), isHead || body.length == 0 ? -1 : body.length);
        if (!isHead && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Stops the server at once. The store stays open. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.semel.platform.gateway.GatewayDoor;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * HTTP server on one port of the loopback interface, which hands each request to its service: the one that the
 * signature's scope names. Thread-safe: each request has a thread.
 */
final class Front implements AutoCloseable {

    /** Paths below it are the platform's own, and need the access key in a header of their own. */
    static final String OWN = "/_semel/";

    /** Paths below it are function URLs, whose random part is the secret. */
    static final String FUNCTION_URL = "/_url/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Front(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes a port, on which nothing is answered before {@link #serve}.
     *
     * @param port the port; 0 takes a free one
     * @throws IOException if it is taken; its message is one line for the user
     */
    static Front bind(int port) throws IOException {
        try {
            return new Front(HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0));
        } catch (BindException e) {
            throw new IOException("port " + port + " is in use; name another one, or 0 for any that is free", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    void serve(Gate gate, Map<String, Api> services, Api own, Api functionUrls, Api apis) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                ApiRequest request = new ApiRequest(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        orEmpty(exchange.getRequestURI().getRawQuery()),
                        exchange.getRequestHeaders(),
                        exchange.getRequestBody());
                send(exchange, answer(request, gate, services, own, functionUrls, apis));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the front is being closed, and the connection with it
            }
        });
        server.start();
    }

    private static ApiAnswer answer(
            ApiRequest request, Gate gate, Map<String, Api> services, Api own, Api functionUrls, Api apis)
            throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        String service = "";
        ApiAnswer answer;
        try {
            gate.checkOrigin(request);
            if (request.path().startsWith(FUNCTION_URL)) {
                return functionUrls.answer(request);
            }
            if (request.path().startsWith(GatewayDoor.PATH)) {
                return apis.answer(request);
            }
            if (request.path().startsWith(OWN)) {
                checkOwnKey(request, gate);
                return own.answer(request);
            }
            service = Gate.service(request); // first, for the form of a refusal
            gate.checkKey(request);
            Api api = services.get(service);
            if (api == null) {
                throw ServiceException.notServed(service, "any operation");
            }
            answer = api.answer(request);
        } catch (ServiceException e) {
            request.body().transferTo(OutputStream.nullOutputStream()); // or the client would see a broken pipe
            answer = ErrorForm.of(service, request).answer(e, id);
        }
        return answer.header("x-amzn-requestid").isPresent() ? answer : answer.with("x-amzn-RequestId", id);
    }

    private static void checkOwnKey(ApiRequest request, Gate gate) {
        if (!gate.isKey(request.header("x-semel-key").orElse(""))) {
            throw new ServiceException(403, "AccessDenied", "the access key is not the one of this start");
        }
    }

    private static void send(HttpExchange exchange, ApiAnswer answer) throws IOException {
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        boolean hasNone = isHead || answer.length() == 0 || answer.status() == 204 || answer.status() == 304;
        try (InputStream body = answer.body()) {
            exchange.sendResponseHeaders(answer.status(), hasNone ? -1 : Math.max(answer.length(), 0));
            if (!hasNone) {
                body.transferTo(exchange.getResponseBody());
            }
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Stops the server at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

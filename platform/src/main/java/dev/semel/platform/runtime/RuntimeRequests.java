// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.semel.model.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a runtime's requests. Thread-safe: each request has a thread, and {@code next} waits in it. */
final class RuntimeRequests {

    private static final String NEXT = "/2018-06-01/runtime/invocation/next";
    private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
    private static final Pattern ANSWER = Pattern.compile("/2018-06-01/runtime/invocation/([^/]+)/(response|error)");

    private final Invocations invocations;
    private final String functionArn;
    private final InstantSource clock;

    RuntimeRequests(Invocations invocations, String functionArn, InstantSource clock) {
        this.invocations = invocations;
        this.functionArn = functionArn;
        this.clock = clock;
    }

    void serve(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        Matcher answer = ANSWER.matcher(path);
        if (path.equals(NEXT)) {
            if (hasMethod(exchange, "GET")) {
                next(exchange);
            }
        } else if (path.equals(INIT_ERROR)) {
            if (hasMethod(exchange, "POST")) {
                initError(exchange);
            }
        } else if (answer.matches()) {
            if (hasMethod(exchange, "POST")) {
                answer(exchange, answer.group(1), answer.group(2).equals("response"));
            }
        } else {
            refuse(exchange, 404, "NotFound", "the Runtime API has no such path");
        }
    }

    private static boolean hasMethod(HttpExchange exchange, String method) throws IOException {
        if (exchange.getRequestMethod().equals(method)) {
            return true;
        }
        refuse(exchange, 405, "MethodNotAllowed", "this path needs " + method);
        return false;
    }

    /**
     * Sends the next event. Its deadline is counted from here, so queueing and initialisation take none of its time.
     */
    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation invocation = invocations.next();
        long now = clock.millis();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(now + invocation.timeout().toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", traceId(invocation.requestId(), now));
        invocation.receive();
        send(exchange, 200, invocation.event().toByteArray());
    }

    /** {@return a trace id, the same for all deliveries of one request} */
    private static String traceId(String requestId, long now) {
        String hex = UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.US_ASCII))
                .toString()
                .replace("-", "");
        return String.format(
                "Root=1-%08x-%s;Parent=%s;Sampled=0", now / 1000, hex.substring(0, 24), hex.substring(16, 32));
    }

    private void answer(HttpExchange exchange, String requestId, boolean isResponse) throws IOException {
        Optional<byte[]> body = body(exchange);
        Optional<Invocation> found = invocations.answerable(requestId);
        if (found.isEmpty()) {
            refuseId(exchange);
            return;
        }
        Invocation invocation = found.get();
        if (body.isEmpty()) {
            // Runtimes then report an error with a text of their own.
            invocation.refuseForSize();
            refuse(exchange, 413, "RequestEntityTooLarge", "an answer has at most " + RuntimeApi.MAX_PAYLOAD_BYTES);
        } else if (invocations.answer(invocation, answer(exchange, invocation, body.get(), isResponse))) {
            accept(exchange);
        } else {
            refuseId(exchange);
        }
    }

    private static InvocationAnswer answer(
            HttpExchange exchange, Invocation invocation, byte[] body, boolean isResponse) {
        String requestId = invocation.requestId();
        if (isResponse) {
            return new InvocationAnswer.Response(requestId, Blob.of(body));
        }
        if (invocation.isRefusedForSize()) {
            return new InvocationAnswer.FunctionError(
                    requestId,
                    "Function.ResponseSizeTooLarge",
                    "the response has more than " + RuntimeApi.MAX_PAYLOAD_BYTES + " bytes");
        }
        ErrorDocument error = ErrorDocument.parse(body, errorType(exchange));
        return new InvocationAnswer.FunctionError(requestId, error.type(), error.message());
    }

    private void initError(HttpExchange exchange) throws IOException {
        ErrorDocument error = ErrorDocument.parse(body(exchange).orElse(new byte[0]), errorType(exchange));
        invocations.end(
                invocation -> new InvocationAnswer.InitError(invocation.requestId(), error.type(), error.message()));
        accept(exchange);
    }

    private static String errorType(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
        return type == null ? "Unknown" : type;
    }

    /**
     * Reads the body to its end, or the client would see a broken pipe. {@return the body; empty if it is too large}
     */
    private static Optional<byte[]> body(HttpExchange exchange) throws IOException {
        InputStream input = exchange.getRequestBody();
        byte[] body = input.readNBytes(RuntimeApi.MAX_PAYLOAD_BYTES + 1);
        input.transferTo(OutputStream.nullOutputStream());
        return body.length > RuntimeApi.MAX_PAYLOAD_BYTES ? Optional.empty() : Optional.of(body);
    }

    private static void accept(HttpExchange exchange) throws IOException {
        send(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void refuseId(HttpExchange exchange) throws IOException {
        refuse(exchange, 400, "InvalidRequestID", "no invocation with this id waits for an answer");
    }

    private static void refuse(HttpExchange exchange, int status, String type, String message) throws IOException {
        send(exchange, status, new ErrorDocument(type, message).toJson());
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.semel.model.Blob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The Lambda Runtime API, version 2018-06-01, for one runtime process ("Using the Lambda runtime API for custom
 * runtimes" in the AWS Lambda guide): an HTTP server on a free port of the loopback interface. Each process gets a
 * server of its own, so that what a killed one still asks for takes no event from the next. {@link RuntimeProcess}
 * starts both.
 *
 * <p>Start this JVM with {@code -Dsun.net.httpserver.nodelay=true} where times matter: the JDK's server reads that
 * once, so that nothing here can set it, and without it an answer may wait up to 40 ms for the runtime's
 * acknowledgement. On JDK 25 only large events were seen to.
 *
 * <p>Thread-safe. Not served: response streaming, and the hooks of SnapStart.
 */
public final class RuntimeApi implements AutoCloseable {

    /** The most that an event or a response may have: 6 MB ("Lambda quotas" in the guide). */
    public static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    /** The most invocations without an answer. */
    public static final int MAX_OPEN = 1_000;

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final HttpServer server;
    private final ExecutorService handlers;
    private final Invocations invocations;

    private RuntimeApi(HttpServer server, ExecutorService handlers, Invocations invocations) {
        this.server = server;
        this.handlers = handlers;
        this.invocations = invocations;
    }

    /**
     * Starts a server.
     *
     * @param functionArn what the function is told of itself
     * @param clock the time from which deadlines are counted: the machine's, for that is what a runtime compares with
     * @throws IOException if no port could be bound
     */
    public static RuntimeApi start(String functionArn, InstantSource clock) throws IOException {
        Objects.requireNonNull(functionArn, "functionArn");
        Objects.requireNonNull(clock, "clock");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
        Invocations invocations = new Invocations(MAX_OPEN);
        RuntimeRequests requests = new RuntimeRequests(invocations, functionArn, clock);
        server.setExecutor(handlers);
        server.createContext("/", exchange -> serve(requests, exchange));
        server.start();
        return new RuntimeApi(server, handlers, invocations);
    }

    /** Returns host and port, as the variable {@code AWS_LAMBDA_RUNTIME_API} wants them. */
    public String address() {
        InetSocketAddress address = server.getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /**
     * Hands an event to the runtime, and waits for what becomes of it. When the time is over, the runtime's later
     * answer is refused; to kill its process is the caller's part.
     *
     * @param requestId letters, digits and hyphens, at most 64; of no invocation that waits for its answer
     * @param event at most {@link #MAX_PAYLOAD_BYTES}
     * @param limits how long to wait
     * @throws IllegalArgumentException if the id or the event is not as said
     * @throws IllegalStateException if there are {@link #MAX_OPEN} invocations without an answer, or one with that id
     * @throws InterruptedException if the thread was interrupted; the runtime's answer is then refused
     */
    public InvocationAnswer invoke(String requestId, byte[] event, Limits limits) throws InterruptedException {
        if (!REQUEST_ID.matcher(requestId).matches()) {
            throw new IllegalArgumentException("requestId must have 1 to 64 letters, digits and hyphens: " + requestId);
        }
        if (event.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("the event has " + event.length + " bytes; Lambda refuses more than "
                    + MAX_PAYLOAD_BYTES + " in a synchronous invocation");
        }
        Invocation invocation = new Invocation(requestId, Blob.of(event), limits.timeout());
        invocations.submit(invocation);
        try {
            if (!invocation.awaitReceived(limits.start())) {
                return new InvocationAnswer.InitError(
                        requestId, "Sandbox.Timedout", "the runtime asked for no event within " + limits.start());
            }
            return invocation
                    .awaitAnswer(limits.timeout().plus(limits.margin()))
                    .orElseGet(() -> new InvocationAnswer.TimedOut(requestId, limits.timeout()));
        } finally {
            invocations.close(invocation);
        }
    }

    /**
     * Waits until the runtime asks for an event: its function is initialised.
     *
     * @return whether it asked within {@code limit}; false at once when the process has ended or could not begin
     */
    public boolean awaitInitialised(Duration limit) throws InterruptedException {
        return invocations.awaitAsked(limit);
    }

    /** Tells that the process has ended: invocations, open and to come, are answered with that. */
    public void exited(int exitCode) {
        invocations.end(invocation ->
                new InvocationAnswer.ProcessExited(invocation.requestId(), exitCode, invocation.isReceived()));
    }

    /** Returns whether invocations have no hope any more: the process has ended, or reported that it cannot begin. */
    public boolean hasEnded() {
        return invocations.hasEnded();
    }

    /** Stops the server at once. Does not wait for requests. */
    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }

    private static void serve(RuntimeRequests requests, HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.serve(exchange);
        } catch (InterruptedException e) {
            // The server is being closed, and the runtime's connection with it.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The times to wait for a runtime; all of them positive, the margin possibly zero.
     *
     * @param start until the runtime asks for the event: the time of a cold start
     * @param timeout from then until the deadline that the handler is told
     * @param margin how much later than its deadline the handler's answer is still accepted
     */
    public record Limits(Duration start, Duration timeout, Duration margin) {
        public Limits {
            if (!start.isPositive() || !timeout.isPositive() || margin.isNegative()) {
                throw new IllegalArgumentException("start and timeout must be positive, and margin not negative: start "
                        + start + ", timeout " + timeout + ", margin " + margin);
            }
        }
    }
}

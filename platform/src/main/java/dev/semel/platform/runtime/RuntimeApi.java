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
 * server of its own, so that a pending request of a killed process takes no event from the next. {@link RuntimeProcess}
 * starts both.
 *
 * <p>Start this JVM with {@code -Dsun.net.httpserver.nodelay=true} where times matter. Without it an answer may wait up
 * to 40 ms for the runtime's acknowledgement; on JDK 25 only large events were seen to wait. The JDK's server reads the
 * property once, so it cannot be set here.
 *
 * <p>Thread-safe. Not served: response streaming, and the hooks of SnapStart.
 */
public final class RuntimeApi implements AutoCloseable {

    /** The largest size of an event or a response: 6 MB ("Lambda quotas" in the guide). */
    public static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    /** The largest number of invocations without an answer. */
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
     * @param functionArn the function's ARN, for its context
     * @param clock the clock from which deadlines are computed: the machine's, because a runtime compares with it
     * @return the server, which the caller closes
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

    /** {@return host and port, in the form of the variable {@code AWS_LAMBDA_RUNTIME_API}} */
    public String address() {
        InetSocketAddress address = server.getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /**
     * Hands an event to the runtime, and waits for the end of the invocation. After its time the runtime's answer is
     * refused; the caller kills the process.
     *
     * @param requestId letters, digits and hyphens, at most 64; not the id of an invocation that waits for its answer
     * @param event the event's document, of at most {@link #MAX_PAYLOAD_BYTES}
     * @param limits the times to wait
     * @return the end of the invocation
     * @throws IllegalArgumentException if the id or the event is out of bounds
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
     * @param limit the longest time to wait
     * @return whether it asked within {@code limit}; false at once if the process has ended or could not begin
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean awaitInitialised(Duration limit) throws InterruptedException {
        return invocations.awaitAsked(limit);
    }

    /**
     * Answers all invocations, open and future, with the end of the process.
     *
     * @param exitCode the process's exit code
     */
    public void reportExit(int exitCode) {
        invocations.end(invocation ->
                new InvocationAnswer.ProcessExited(invocation.requestId(), exitCode, invocation.isReceived()));
    }

    /** {@return whether the process has ended, or reported that it cannot begin, so that no invocation can succeed} */
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
     * The times to wait for a runtime.
     *
     * @param start the longest time until the runtime asks for the event, as in a cold start; positive
     * @param timeout the time from then until the handler's deadline; positive
     * @param margin the time after its deadline for which the handler's answer is still accepted; not negative
     */
    public record Limits(Duration start, Duration timeout, Duration margin) {

        /** Refuses times out of range. */
        public Limits {
            if (!start.isPositive() || !timeout.isPositive() || margin.isNegative()) {
                throw new IllegalArgumentException("start and timeout must be positive, and margin not negative: start "
                        + start + ", timeout " + timeout + ", margin " + margin);
            }
        }
    }
}

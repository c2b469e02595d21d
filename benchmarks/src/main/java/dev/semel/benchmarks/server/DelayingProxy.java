// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import dev.semel.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and the server on this machine, for the distance that a network would put there: each request
 * waits once, then goes on. Counts what passes. Reachable from this machine only, keeps connections open, and lets one
 * request wait without holding up another. Thread-safe.
 */
final class DelayingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final String scheme;
    private final InetSocketAddress server;
    private final Waiting waiting;
    private final LongSupplier nanoTime;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private Traffic traffic = Traffic.none();

    private DelayingProxy(
            ServerSocket listener, String scheme, InetSocketAddress server, Waiting waiting, LongSupplier nanoTime) {
        this.listener = listener;
        this.scheme = scheme;
        this.server = server;
        this.waiting = waiting;
        this.nanoTime = nanoTime;
    }

    /**
     * {@return a proxy without a delay, in front of the server at {@code port} of this machine}
     *
     * @param certificate of the proxy, which then talks TLS to its clients; null for plain connections
     */
    static DelayingProxy before(int port, @Nullable OwnCertificate certificate, Waiting waiting, LongSupplier nanoTime)
            throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocketFactory sockets = certificate == null
                ? ServerSocketFactory.getDefault()
                : certificate.server().getServerSocketFactory();
        DelayingProxy proxy = new DelayingProxy(
                sockets.createServerSocket(0, 1000, loopback),
                certificate == null ? "http" : "https",
                new InetSocketAddress(loopback, port),
                waiting,
                nanoTime);
        Thread.ofVirtual().name("proxy").start(proxy::accept);
        return proxy;
    }

    URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** Sets what each request waits from now on. */
    void delay(Duration each) {
        delay = each;
    }

    /** {@return all that has passed; a reply is counted before the client has it} */
    synchronized Traffic traffic() {
        return traffic;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                connections.execute(() -> serve(client));
            }
        } catch (IOException | RejectedExecutionException closed) {
            // The run is over.
        }
    }

    private void serve(Socket client) {
        try (UpstreamLink upstream = new UpstreamLink(server);
                client) {
            open.add(client);
            client.setTcpNoDelay(true);
            HttpReader reader = new HttpReader(client.getInputStream());
            for (HttpMessage request = reader.next(); request != null; request = reader.next()) {
                Duration wait = delay;
                if (wait.isPositive()) {
                    waiting.await(wait);
                }
                long began = nanoTime.getAsLong();
                HttpMessage response = upstream.exchange(request);
                count(request, response, nanoTime.getAsLong() - began);
                client.getOutputStream().write(response.bytes());
            }
        } catch (IOException closed) {
            // One side has gone: the client sees its connection end, and tries again on another.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private synchronized void count(HttpMessage request, HttpMessage response, long serverNanos) {
        String target = request.header("X-Amz-Target").orElse("none");
        String kind = target.substring(target.indexOf('.') + 1);
        traffic = traffic.plus(Traffic.of(kind, request.bytes().length, response.bytes().length, serverNanos));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.shutdownNow();
        connections.close();
    }
}

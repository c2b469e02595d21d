// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import dev.semel.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between the client of a database and its server on this machine. What the client sends waits, and takes along
 * what came meanwhile; replies do not wait. Knows nothing of the protocol. Reachable from this machine only.
 * Thread-safe.
 */
public final class DelayingLink implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ServerSocket listener;
    private final int server;
    private final Waiting waiting;
    private final ExecutorService directions = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong turns = new AtomicLong();
    private volatile Duration delay = Duration.ZERO;

    private DelayingLink(ServerSocket listener, int server, Waiting waiting) {
        this.listener = listener;
        this.server = server;
        this.waiting = waiting;
    }

    /**
     * {@return a link without a delay}
     *
     * @param server the port of the server
     */
    public static DelayingLink to(int server) throws IOException {
        ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        DelayingLink link = new DelayingLink(listener, server, Waiting.sleeping());
        Thread.ofVirtual().name("link").start(link::accept);
        return link;
    }

    /** {@return the port to connect to} */
    public int port() {
        return listener.getLocalPort();
    }

    /** Sets what each request waits from now on. */
    public void delay(Duration each) {
        delay = each;
    }

    /**
     * {@return how often a client has sent something after a reply} These are round trips, if the client writes each
     * request in one piece, and else perhaps more: {@link CountedSockets} are then exact.
     */
    public long turns() {
        return turns.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                open.add(client);
                open.add(upstream);
                AtomicBoolean answered = new AtomicBoolean(true);
                directions.execute(() -> pump(client, upstream, (in, piece, length) -> {
                    if (answered.getAndSet(false)) {
                        turns.incrementAndGet();
                    }
                    return delayed(in, piece, length);
                }));
                directions.execute(() -> pump(upstream, client, (in, piece, length) -> {
                    answered.set(true);
                    return length;
                }));
            }
        } catch (IOException | RejectedExecutionException closed) {
            // The run is over.
        }
    }

    private int delayed(InputStream in, byte[] piece, int length) throws IOException, InterruptedException {
        Duration wait = delay;
        if (!wait.isPositive()) {
            return length;
        }
        waiting.await(wait);
        int meanwhile = Math.min(in.available(), piece.length - length);
        return length + in.readNBytes(piece, length, meanwhile);
    }

    /** The work before a piece goes on. */
    private interface Passage {
        /** {@return the number of bytes that go on} */
        int pass(InputStream in, byte[] piece, int length) throws IOException, InterruptedException;
    }

    private void pump(Socket from, Socket to, Passage passage) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, passage.pass(in, buffer, read));
            }
        } catch (IOException closed) {
            // One side has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
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
        directions.shutdownNow();
        directions.close();
    }
}

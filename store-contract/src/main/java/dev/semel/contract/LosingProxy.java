// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * A proxy on loopback in front of a database's server. It counts round trips: a request that follows a reply on its
 * connection. It loses requests and replies, by cutting the connection, before or in the middle of them: a lost reply
 * is of a request that the server has carried out. What travels in one piece counts as one request or reply, so the
 * protocol must not be encrypted. It forwards to loopback only. Thread-safe.
 */
public final class LosingProxy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int WAITING_CONNECTIONS = 50;

    private final ServerSocket entrance;
    private final int target;
    private final Random random;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicInteger repliesToLose = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile double share;

    private LosingProxy(ServerSocket entrance, int target, Random random) {
        this.entrance = entrance;
        this.target = target;
        this.random = random;
    }

    /**
     * {@return a started proxy, which loses nothing yet}
     *
     * @param serverPort the port of the server on loopback
     * @param random decides what is lost; the caller seeds it, and does not use it any more
     * @throws UncheckedIOException if no port is free
     */
    public static LosingProxy before(int serverPort, Random random) {
        try {
            ServerSocket entrance = new ServerSocket(0, WAITING_CONNECTIONS, InetAddress.getLoopbackAddress());
            LosingProxy proxy = new LosingProxy(entrance, serverPort, random);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free for a proxy", e);
        }
    }

    /** {@return the port to connect to, on loopback} */
    public int port() {
        return entrance.getLocalPort();
    }

    /**
     * {@return the number of round trips that calls take}
     *
     * @param calls the calls, while nothing else uses the proxy
     */
    public int roundTripsOf(Runnable calls) {
        int before = roundTrips.get();
        calls.run();
        return roundTrips.get() - before;
    }

    /**
     * Loses the next replies: the server has carried out their requests.
     *
     * @param number how many
     */
    public void loseReplies(int number) {
        cutReply(number, 0);
    }

    /**
     * Loses the end of the next reply: the server has carried out its request.
     *
     * @param bytes how many bytes of it arrive; the last one never does
     */
    public void cutReply(int bytes) {
        cutReply(1, bytes);
    }

    private void cutReply(int number, int bytes) {
        kept.set(bytes);
        repliesToLose.set(number);
    }

    /**
     * Loses a share of the requests, and of the replies, from now on: none of a request, and a random part of a reply.
     *
     * @param value the share, from 0 to 1
     */
    public void loseShare(double value) {
        share = value;
    }

    /** {@return the number of requests and replies that were lost so far} */
    public int lost() {
        return lost.get();
    }

    private void accept() {
        try {
            while (true) {
                connect(entrance.accept());
            }
        } catch (IOException closed) {
            closeAll();
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException away) {
            client.close();
            return;
        }
        sockets.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        AtomicBoolean replied = new AtomicBoolean(true);
        Thread.ofVirtual().start(() -> requests(client, server, replied));
        Thread.ofVirtual().start(() -> replies(server, client, replied));
    }

    private void requests(Socket client, Socket server, AtomicBoolean replied) {
        pump(client, server, read -> {
            if (replied.getAndSet(false)) {
                roundTrips.incrementAndGet();
            }
            return isUnlucky() ? 0 : read;
        });
    }

    private void replies(Socket server, Socket client, AtomicBoolean replied) {
        pump(server, client, read -> {
            replied.set(true);
            if (repliesToLose.getAndUpdate(n -> Math.max(n - 1, 0)) > 0) {
                return Math.min(kept.get(), read - 1);
            }
            return isUnlucky() ? partOf(read) : read;
        });
    }

    private int partOf(int read) {
        synchronized (random) {
            return random.nextInt(read);
        }
    }

    private boolean isUnlucky() {
        if (share == 0) {
            return false;
        }
        synchronized (random) {
            return random.nextDouble() < share;
        }
    }

    /** Copies what comes; {@code passes} says how many bytes of a piece do, and fewer than all cut the connection. */
    private void pump(Socket from, Socket to, IntUnaryOperator passes) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int passing = passes.applyAsInt(read);
                out.write(buffer, 0, passing);
                if (passing < read) {
                    lost.incrementAndGet();
                    return;
                }
            }
        } catch (IOException cut) {
            // the other direction closed both
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Closes the entrance and all connections. */
    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

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

/**
 * A proxy on loopback in front of a server. It counts round trips: a request that follows a reply on its connection. It
 * loses requests and replies, by cutting the connection: a lost reply is of a request that the server has carried out.
 */
final class RedisProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final int target;
    private final Random random;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicInteger repliesToLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile double share;

    RedisProxy(int target, long seed) {
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = target;
        random = new Random(seed);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Counts the round trips that {@code calls} takes. */
    int roundTripsOf(Runnable calls) {
        int before = roundTrips.get();
        calls.run();
        return roundTrips.get() - before;
    }

    /** Loses the next replies: the server has carried out their requests. */
    void loseReplies(int number) {
        repliesToLose.set(number);
    }

    /** Loses this share of the requests, and of the replies. */
    void loseShare(double value) {
        share = value;
    }

    int lost() {
        return lost.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                AtomicBoolean replied = new AtomicBoolean(true);
                Thread.ofVirtual().start(() -> requests(client, server, replied));
                Thread.ofVirtual().start(() -> replies(server, client, replied));
            }
        } catch (IOException closed) {
            closeAll();
        }
    }

    private void requests(Socket client, Socket server, AtomicBoolean replied) {
        pump(client, server, () -> {
            if (replied.getAndSet(false)) {
                roundTrips.incrementAndGet();
            }
            return isUnlucky();
        });
    }

    private void replies(Socket server, Socket client, AtomicBoolean replied) {
        pump(server, client, () -> {
            replied.set(true);
            return repliesToLose.getAndUpdate(n -> Math.max(n - 1, 0)) > 0 || isUnlucky();
        });
    }

    private boolean isUnlucky() {
        if (share == 0) {
            return false;
        }
        synchronized (random) {
            return random.nextDouble() < share;
        }
    }

    private void pump(Socket from, Socket to, java.util.function.BooleanSupplier loses) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (loses.getAsBoolean()) {
                    lost.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, read);
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

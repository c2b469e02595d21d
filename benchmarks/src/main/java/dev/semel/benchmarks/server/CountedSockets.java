// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sockets of a client that waits for its replies, to one port of this machine. A round trip begins with the first write
 * after a read: only the client tells one pipeline that travels in two pieces from two requests. Thread-safe.
 */
public final class CountedSockets {

    private final int port;
    private final AtomicLong roundTrips = new AtomicLong();

    /**
     * Makes no connection yet.
     *
     * @param port the port to connect to
     */
    public CountedSockets(int port) {
        this.port = port;
    }

    /** {@return the number of round trips so far, of all connections} */
    public long roundTrips() {
        return roundTrips.get();
    }

    /**
     * {@return a new connection}
     *
     * @throws IOException if nothing answers at the port
     */
    public Socket connect() throws IOException {
        Socket socket = new CountedSocket(port, roundTrips);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static final class CountedSocket extends Socket {

        private final AtomicLong roundTrips;
        private final AtomicBoolean hasRead = new AtomicBoolean(true);

        CountedSocket(int port, AtomicLong roundTrips) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            this.roundTrips = roundTrips;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    hasRead.set(true);
                    return super.read();
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    hasRead.set(true);
                    return super.read(bytes, from, length);
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int value) throws IOException {
                    count();
                    out.write(value);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    count();
                    out.write(bytes, from, length);
                }
            };
        }

        private void count() {
            if (hasRead.getAndSet(false)) {
                roundTrips.incrementAndGet();
            }
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that gives one answer, byte for byte, to every script and to {@code WAIT} and {@code SCAN}. */
final class AnsweringServer implements AutoCloseable {

    private static final String MEMORY = "maxmemory_policy:noeviction\r\n";

    private final ServerSocket socket;
    private final List<Socket> open = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String answer = "+OK\r\n";

    AnsweringServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** {@return the number of connections on which a script came} */
    int connections() {
        return connections.get();
    }

    void answer(String next) {
        answer = next;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                synchronized (open) {
                    open.add(client);
                }
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        boolean asked = false;
        try (client;
                DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                OutputStream out = client.getOutputStream()) {
            while (true) {
                String command = command(in);
                boolean script = command.equals("EVALSHA") || command.equals("EVAL");
                if (script && !asked) {
                    asked = true;
                    connections.incrementAndGet();
                }
                out.write(reply(command).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException closed) {
            // The client is done.
        }
    }

    private String reply(String command) {
        return switch (command) {
            case "EVALSHA", "EVAL", "WAIT", "SCAN" -> answer;
            case "INFO" -> "$" + MEMORY.length() + "\r\n" + MEMORY + "\r\n";
            case "HELLO" -> "-ERR unknown command\r\n";
            case "PING" -> "+PONG\r\n";
            default -> "+OK\r\n";
        };
    }

    /** {@return the name of the next command} */
    private static String command(DataInputStream in) throws IOException {
        int parts = Integer.parseInt(line(in).substring(1));
        String name = "";
        for (int i = 0; i < parts; i++) {
            byte[] part = in.readNBytes(Integer.parseInt(line(in).substring(1)));
            in.readNBytes(2);
            name = i == 0 ? new String(part, StandardCharsets.ISO_8859_1) : name;
        }
        return name.toUpperCase(Locale.ROOT);
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
            synchronized (open) {
                for (Socket client : open) {
                    client.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

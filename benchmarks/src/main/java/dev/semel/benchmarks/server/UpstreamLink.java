// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** The proxy's connection to the server, opened anew where the server has closed an idle one. For one thread. */
final class UpstreamLink implements AutoCloseable {

    private final InetSocketAddress server;
    private @Nullable Connection connection;

    UpstreamLink(InetSocketAddress server) {
        this.server = server;
    }

    private record Connection(Socket socket, HttpReader reader) {

        static Connection to(InetSocketAddress server) throws IOException {
            Socket socket = new Socket(server.getAddress(), server.getPort());
            socket.setTcpNoDelay(true);
            return new Connection(socket, new HttpReader(socket.getInputStream()));
        }

        @Nullable
        HttpMessage exchange(HttpMessage request) throws IOException {
            socket.getOutputStream().write(request.bytes());
            return reader.next();
        }
    }

    HttpMessage exchange(HttpMessage request) throws IOException {
        Connection used = connection;
        HttpMessage response = used == null ? null : tryOn(used, request);
        if (response == null) {
            close();
            Connection fresh = Connection.to(server);
            connection = fresh;
            response = fresh.exchange(request);
        }
        if (response == null) {
            throw new EOFException("the server closed a new connection without an answer");
        }
        return response;
    }

    /** {@return null if the server had closed the connection before it read the request} */
    private static @Nullable HttpMessage tryOn(Connection used, HttpMessage request) {
        try {
            return used.exchange(request);
        } catch (IOException closed) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.socket().close();
        }
    }
}

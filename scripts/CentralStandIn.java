// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Stand-in for the upload API of Maven Central, on the loopback interface: takes one bundle, keeps it as a file, and
 * answers that it is valid. So a rehearsal goes the way of a release, and sends nothing.
 *
 * <p>Arguments: the file for the bundle, and the file for the address of this server.
 */
final class CentralStandIn {

    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    public static void main(String[] args) throws IOException {
        Path bundle = Path.of(args[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/publisher/upload", exchange -> {
            Files.write(bundle, onlyPart(exchange.getRequestBody().readAllBytes()));
            answer(exchange, 201, "rehearsal");
        });
        server.createContext("/api/v1/publisher/status", exchange -> answer(
                exchange,
                200,
                "{\"deploymentId\":\"rehearsal\",\"deploymentName\":\"rehearsal\",\"deploymentState\":\"VALIDATED\"}"));
        server.start();
        Path address = Path.of(args[1]);
        Path started = Files.writeString(
                address.resolveSibling(address.getFileName() + ".part"),
                "http://127.0.0.1:" + server.getAddress().getPort());
        Files.move(started, address);
    }

    /** The content of the one part of a multipart body, which is the bundle. */
    private static byte[] onlyPart(byte[] body) {
        int start = indexOf(body, END_OF_HEADERS, 0) + END_OF_HEADERS.length;
        byte[] boundary = ("\r\n" + firstLine(body)).getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOfRange(body, start, indexOf(body, boundary, start));
    }

    private static String firstLine(byte[] body) {
        return new String(body, 0, indexOf(body, new byte[] {'\r', '\n'}, 0), StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IllegalArgumentException("the request is not a multipart body with one part");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", text.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}

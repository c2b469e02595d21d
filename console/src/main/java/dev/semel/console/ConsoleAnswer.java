// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer before it is sent. */
final class ConsoleAnswer {

    private final int status;
    private final String type;
    private final byte[] body;
    private final Map<String, String> headers;

    private ConsoleAnswer(int status, String type, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = headers;
    }

    static ConsoleAnswer page(int status, Html.Element document) {
        return new ConsoleAnswer(
                status, "text/html; charset=utf-8", Html.document(document).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static ConsoleAnswer asset(String type, byte[] body) {
        return new ConsoleAnswer(200, type, body, Map.of());
    }

    static ConsoleAnswer redirect(String location, Map<String, String> more) {
        Map<String, String> headers = new java.util.HashMap<>(more);
        headers.put("Location", location);
        return new ConsoleAnswer(303, "text/plain; charset=utf-8", new byte[0], Map.copyOf(headers));
    }

    /** {@return this answer with a header more} */
    ConsoleAnswer with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new ConsoleAnswer(status, type, body, Map.copyOf(more));
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    byte[] body() {
        return body.clone();
    }

    Map<String, String> headers() {
        return headers;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser in front of a console: it keeps the cookie, and checks what every answer must have. */
final class ConsoleVisit implements AutoCloseable {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Console console;
    private final String folder;
    private final String cookie;

    private ConsoleVisit(Console console, String folder, String cookie) {
        this.console = console;
        this.folder = folder;
        this.cookie = cookie;
    }

    /** {@return a visit that opened the printed address} */
    static ConsoleVisit open(ConsoleBuilder builder) throws IOException, InterruptedException {
        Console console = builder.start();
        HttpResponse<String> opened = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(console.address()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(opened.statusCode()).isEqualTo(303);
        String set = opened.headers().firstValue("Set-Cookie").orElseThrow();
        String folder = opened.headers().firstValue("Location").orElseThrow();
        assertThat(set).endsWith("; Path=" + folder + "; HttpOnly; SameSite=Strict");
        assertThat(folder).matches("/[0-9a-f]{16}/").doesNotContain("token");
        assertThat(console.address().toString()).doesNotContain(set.substring(set.indexOf('=') + 1, set.indexOf(';')));
        return new ConsoleVisit(console, folder, set.substring(0, set.indexOf(';')));
    }

    int port() {
        return console.port();
    }

    String folder() {
        return folder;
    }

    String cookie() {
        return cookie;
    }

    URI address() {
        return console.address();
    }

    /** An answer. */
    record Page(int status, String body, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** {@return the hidden fields of the form with a label} */
        Map<String, String> form(String label) {
            int begin = body.indexOf("aria-label=\"" + label + "\"");
            assertThat(begin).as("form '%s'", label).isPositive();
            Matcher found = HIDDEN.matcher(body.substring(begin, body.indexOf("</form>", begin)));
            Map<String, String> fields = new LinkedHashMap<>();
            while (found.find()) {
                fields.put(found.group(1), found.group(2));
            }
            return fields;
        }
    }

    /** Gets a page of the console. */
    Page get(String page) throws IOException, InterruptedException {
        return send("GET", folder + page, Map.of("Cookie", cookie), "");
    }

    /** Sends a form as a browser does. */
    Page post(String page, Map<String, String> fields) throws IOException, InterruptedException {
        return send(
                "POST",
                folder + page,
                Map.of(
                        "Cookie",
                        cookie,
                        "Origin",
                        "http://127.0.0.1:" + port(),
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                encoded(fields));
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Sends a request as it is. */
    Page send(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Page page = new Page(response.statusCode(), response.body(), response);
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        return page;
    }

    /** {@return the first line of the answer to a request with another Host, which no ordinary client sends} */
    String statusLine(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Override
    public void close() {
        console.close();
        client.close();
    }
}

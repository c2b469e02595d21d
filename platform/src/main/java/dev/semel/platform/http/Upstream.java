// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine that requests are passed on to, and its answers back, as they come. Thread-safe. */
public final class Upstream implements Api {

    /** Headers of one connection, and those that the client sets itself. */
    private static final Set<String> CONNECTION = Set.of(
            "connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade", ":status");

    private final HttpClient client;
    private final URI root;

    /**
     * Makes a way to an engine.
     *
     * @param client the client to use; the caller closes it
     * @param root the engine's address, without a path
     */
    public Upstream(HttpClient client, URI root) {
        this.client = client;
        this.root = root;
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
        HttpRequest.Builder passed = HttpRequest.newBuilder(URI.create(root + request.path() + query))
                .method(request.method(), body(request));
        request.headers().forEach((name, values) -> {
            if (!CONNECTION.contains(name)) {
                values.forEach(value -> passed.header(name, value));
            }
        });
        HttpResponse<InputStream> answer = client.send(passed.build(), BodyHandlers.ofInputStream());
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers().map());
        boolean isHead = request.method().equals("HEAD");
        headers.keySet()
                .removeIf(name -> CONNECTION.contains(name.toLowerCase(Locale.ROOT))
                        && !(isHead && name.equalsIgnoreCase("content-length")));
        long length =
                isHead ? 0 : answer.headers().firstValueAsLong("content-length").orElse(-1);
        return ApiAnswer.streamed(answer.statusCode(), headers, answer.body(), length);
    }

    private static BodyPublisher body(ApiRequest request) {
        Optional<String> length = request.header("content-length");
        if (length.isPresent() && !length.get().equals("0")) {
            return BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(request::body), Long.parseLong(length.get()));
        }
        return request.header("transfer-encoding").isPresent()
                ? BodyPublishers.ofInputStream(request::body)
                : BodyPublishers.noBody();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request of a client. Its body can be read once. Not thread-safe. */
public final class ApiRequest {

    private final String method;
    private final String path;
    private final String rawQuery;
    private final Map<String, List<String>> headers;
    private final InputStream body;

    /**
     * Makes a request.
     *
     * @param method the HTTP method
     * @param path the path as it was sent, still encoded
     * @param rawQuery the query as it was sent, or empty
     * @param headers the headers; names in any case
     * @param body the body
     */
    public ApiRequest(
            String method, String path, String rawQuery, Map<String, List<String>> headers, InputStream body) {
        this.method = method;
        this.path = path;
        this.rawQuery = rawQuery;
        Map<String, List<String>> lower = new LinkedHashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        this.headers = lower;
        this.body = body;
    }

    /** {@return the HTTP method} */
    public String method() {
        return method;
    }

    /** {@return the path, still encoded} */
    public String path() {
        return path;
    }

    /** {@return the query, still encoded, without the question mark; empty if there is none} */
    public String rawQuery() {
        return rawQuery;
    }

    /** {@return the headers; their names are in lower case} */
    public Map<String, List<String>> headers() {
        return Map.copyOf(headers);
    }

    /**
     * Finds a header.
     *
     * @param name the name, in any case
     * @return the first value
     */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.stream().findFirst();
    }

    /** {@return the parameters of the query, decoded; the last of a name counts} */
    public Map<String, String> query() {
        return form(rawQuery);
    }

    /** {@return the parameters of the query, decoded, with all values of each in their order} */
    public Map<String, List<String>> queryLists() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            form(pair)
                    .forEach((name, value) -> lists.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(value));
        }
        return lists;
    }

    /** {@return the body, which the caller reads once} */
    public InputStream body() {
        return body;
    }

    /**
     * Reads the body as a whole.
     *
     * @param maxBytes the largest size that is accepted
     * @return the body
     * @throws ServiceException {@code RequestEntityTooLargeException} (413) if it is larger
     * @throws IOException if the client has gone away
     */
    public byte[] bytes(int maxBytes) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            body.transferTo(OutputStream.nullOutputStream());
            throw new ServiceException(
                    413, "RequestEntityTooLargeException", "Request must be smaller than " + maxBytes + " bytes");
        }
        return bytes;
    }

    /**
     * Makes this request with another body.
     *
     * @param bytes the body
     * @return a request with this one's method, path and headers
     */
    public ApiRequest withBody(byte[] bytes) {
        return new ApiRequest(method, path, rawQuery, headers, new ByteArrayInputStream(bytes));
    }

    /**
     * Makes this request with a longer path.
     *
     * @param prefix what goes before the path
     * @return a request with this one's method, headers and body
     */
    public ApiRequest below(String prefix) {
        return new ApiRequest(method, prefix + path, rawQuery, headers, body);
    }

    /**
     * Decodes a form or a query.
     *
     * @param text pairs, joined by ampersands
     * @return the decoded values by name; the last of a name counts
     */
    public static Map<String, String> form(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                pairs.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    /** Decodes a part of a form. {@return the text as it was sent where its encoding is broken} */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer to a client. Its body can be read once. */
public final class ApiAnswer {

    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private final long length;

    private ApiAnswer(int status, Map<String, List<String>> headers, InputStream body, long length) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.length = length;
    }

    /**
     * Makes an answer with a body that is passed on as it comes.
     *
     * @param status the HTTP status
     * @param headers the headers
     * @param body the body
     * @param length its length; -1 if it is not known
     * @return the answer
     */
    public static ApiAnswer streamed(int status, Map<String, List<String>> headers, InputStream body, long length) {
        return new ApiAnswer(status, new LinkedHashMap<>(headers), body, length);
    }

    /**
     * Makes an answer.
     *
     * @param status the HTTP status
     * @param type the body's type
     * @param body the body
     * @return the answer
     */
    public static ApiAnswer of(int status, String type, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of(type));
        return new ApiAnswer(status, headers, new ByteArrayInputStream(body), body.length);
    }

    /**
     * Makes an answer with a document.
     *
     * @param status the HTTP status
     * @param document the document
     * @return the answer
     */
    public static ApiAnswer json(int status, JsonNode document) {
        return of(status, "application/json", document.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes an answer with an XML document.
     *
     * @param status the HTTP status
     * @param document the document
     * @return the answer
     */
    public static ApiAnswer xml(int status, String document) {
        return of(status, "text/xml", document.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes an answer without a body.
     *
     * @param status the HTTP status
     * @return the answer
     */
    public static ApiAnswer empty(int status) {
        return new ApiAnswer(status, new LinkedHashMap<>(), InputStream.nullInputStream(), 0);
    }

    /**
     * Makes this answer with a further header.
     *
     * @param name the header's name
     * @param value its value
     * @return an answer with the same body
     */
    public ApiAnswer with(String name, String value) {
        return with(name, List.of(value));
    }

    /**
     * Makes this answer with a further header.
     *
     * @param name the header's name
     * @param values its values, each in a line of its own
     * @return an answer with the same body
     */
    public ApiAnswer with(String name, List<String> values) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(name, List.copyOf(values));
        return new ApiAnswer(status, more, body, length);
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return whether the status is one of success} */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** {@return the headers} */
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
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** {@return the body, which the caller reads once and closes} */
    public InputStream body() {
        return body;
    }

    /** {@return the body's length; -1 if it is not known} */
    public long length() {
        return length;
    }
}

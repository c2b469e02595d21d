// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;

/** A sample event, changed the way its source would for another request. */
final class HttpEventEdit {

    static final String KEY = "Idempotency-Key";

    private final HttpFormat format;
    private final ObjectNode root;

    private HttpEventEdit(HttpFormat format) {
        this.format = format;
        try {
            this.root = (ObjectNode) JsonMapper.builder().build().readTree(HttpEvents.sample(format));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static HttpEventEdit of(HttpFormat format) {
        return new HttpEventEdit(format);
    }

    HttpEventEdit key(String... values) {
        return header(KEY, values);
    }

    /** Sets a field as the format carries it: joined in 2.0, the last one in the others' single-value maps. */
    HttpEventEdit header(String name, String... values) {
        JsonNode multiple = root.path("multiValueHeaders");
        if (multiple.isObject()) {
            ArrayNode array = ((ObjectNode) multiple).putArray(name);
            for (String value : values) {
                array.add(value);
            }
        }
        if (root.path("headers").isObject()) {
            String single = root.has("rawPath") ? String.join(",", values) : values[values.length - 1];
            ((ObjectNode) root.path("headers")).put(name, single);
        }
        return this;
    }

    HttpEventEdit method(String method) {
        if (root.has("httpMethod")) {
            root.put("httpMethod", method);
            return this;
        }
        if (root.path("routeKey").asText().contains(" ")) {
            root.put("routeKey", method + " /payments/{account}");
        }
        return context("http", "method", method);
    }

    HttpEventEdit path(String path) {
        root.put(root.has("rawPath") ? "rawPath" : "path", path);
        return this;
    }

    HttpEventEdit template(String template) {
        if (root.has("routeKey")) {
            root.put("routeKey", template.startsWith("$") ? template : "POST " + template);
        } else {
            root.put("resource", template);
        }
        return this;
    }

    HttpEventEdit query(String value) {
        if (root.has("rawQueryString")) {
            root.put("rawQueryString", "q=" + value);
        }
        if (root.path("multiValueQueryStringParameters").isObject()) {
            ((ObjectNode) root.path("multiValueQueryStringParameters"))
                    .putArray("q")
                    .add(value);
        }
        if (root.path("queryStringParameters").isObject()) {
            ((ObjectNode) root.path("queryStringParameters")).put("q", value);
        }
        return this;
    }

    HttpEventEdit body(String text) {
        root.put("body", text).put("isBase64Encoded", false);
        return this;
    }

    HttpEventEdit body(byte[] bytes) {
        root.put("body", Base64.getEncoder().encodeToString(bytes)).put("isBase64Encoded", true);
        return this;
    }

    /** Sets a text below {@code requestContext}. */
    HttpEventEdit context(String... namesAndValue) {
        ObjectNode at = (ObjectNode) root.path("requestContext");
        for (int i = 0; i < namesAndValue.length - 2; i++) {
            JsonNode next = at.path(namesAndValue[i]);
            at = next.isObject() ? (ObjectNode) next : at.putObject(namesAndValue[i]);
        }
        at.put(namesAndValue[namesAndValue.length - 2], namesAndValue[namesAndValue.length - 1]);
        return this;
    }

    HttpEventEdit without(String field) {
        root.remove(field);
        return this;
    }

    ObjectNode root() {
        return root;
    }

    HttpFormat format() {
        return format;
    }

    InputStream stream() {
        return new ByteArrayInputStream(StrictJson.bytes(root));
    }

    HttpRequest request() {
        return HttpSource.parse(stream());
    }
}

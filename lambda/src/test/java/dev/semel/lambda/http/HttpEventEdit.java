// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.Blob;
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
        if (format == HttpFormat.VPC_LATTICE) {
            ArrayNode array = ((ObjectNode) root.path("headers")).putArray(name);
            for (String value : values) {
                array.add(value);
            }
        } else if (root.path("headers").isObject()) {
            boolean joins = root.has("rawPath") || format == HttpFormat.VPC_LATTICE_1;
            ((ObjectNode) root.path("headers")).put(name, joins ? String.join(",", values) : values[values.length - 1]);
        }
        return this;
    }

    HttpEventEdit method(String method) {
        if (root.has("httpMethod") || isLattice()) {
            root.put(isLattice() ? "method" : "httpMethod", method);
            return this;
        }
        if (root.path("routeKey").asText().contains(" ")) {
            root.put("routeKey", method + " /payments/{account}");
        }
        return context("http", "method", method);
    }

    HttpEventEdit path(String path) {
        if (format == HttpFormat.VPC_LATTICE_1) {
            root.put("raw_path", path);
        } else {
            root.put(root.has("rawPath") ? "rawPath" : "path", path);
        }
        return this;
    }

    private boolean isLattice() {
        return format == HttpFormat.VPC_LATTICE || format == HttpFormat.VPC_LATTICE_1;
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
        for (String single : new String[] {"queryStringParameters", "query_string_parameters"}) {
            if (root.path(single).isObject()) {
                ((ObjectNode) root.path(single)).put("q", value);
            }
        }
        return this;
    }

    HttpEventEdit body(String text) {
        root.put("body", text).put(flag(), false);
        return this;
    }

    HttpEventEdit body(byte[] bytes) {
        root.put("body", Base64.getEncoder().encodeToString(bytes)).put(flag(), true);
        return this;
    }

    /** {@return the name of the field that says whether the body is Base64} */
    String flag() {
        return format == HttpFormat.VPC_LATTICE_1 ? "is_base64_encoded" : "isBase64Encoded";
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
        return new ByteArrayInputStream(Blob.utf8(root.toString()).toByteArray());
    }

    HttpRequest request() {
        return HttpSource.parse(stream());
    }
}

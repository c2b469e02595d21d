// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.lambda.InvalidEventException;
import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP event before validation, with the parts that all formats share. Unknown fields are ignored, because AWS adds
 * some.
 */
final class HttpEvent {

    private static final String EVENT = "HTTP event";

    private static final String AS_IT_CAME = "Pass on the event as its source sent it";

    private final JsonNode root;

    HttpEvent(JsonNode root) {
        this.root = root;
    }

    JsonNode context() {
        return root.path("requestContext");
    }

    /** {@return the text at a path; null if it is missing, null or empty} */
    @Nullable
    String optional(String... names) {
        JsonNode found = at(names);
        if (isAbsent(found)) {
            return null;
        }
        if (!found.isTextual()) {
            throw invalid(String.join(".", names), "is not a text", AS_IT_CAME);
        }
        return found.textValue().isEmpty() ? null : found.textValue();
    }

    String required(String... names) {
        String text = optional(names);
        if (text == null) {
            throw invalid(String.join(".", names), "is missing or empty", AS_IT_CAME);
        }
        return text;
    }

    JsonNode at(String... names) {
        JsonNode found = root;
        for (String name : names) {
            found = found.path(name);
        }
        return found;
    }

    /** {@code {name: [value, …]}}, and {@code {name: value}} where the first is missing. */
    List<HttpHeaders.Field> fields(String multiple, String single) {
        List<HttpHeaders.Field> fields = new ArrayList<>();
        if (isAbsent(at(multiple))) {
            texts(single).forEach((name, value) -> fields.add(new HttpHeaders.Field(name, value)));
            return fields;
        }
        requireObject(multiple);
        for (Map.Entry<String, JsonNode> field : at(multiple).properties()) {
            if (!field.getValue().isArray()) {
                throw invalid(multiple, "has a value that is not an array", AS_IT_CAME);
            }
            for (JsonNode value : field.getValue()) {
                fields.add(new HttpHeaders.Field(field.getKey(), text(multiple, value)));
            }
        }
        return fields;
    }

    /** {@code {name: value}}; empty where it is missing or null. */
    Map<String, String> texts(String... names) {
        if (isAbsent(at(names))) {
            return Map.of();
        }
        requireObject(names);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : at(names).properties()) {
            texts.put(field.getKey(), text(String.join(".", names), field.getValue()));
        }
        return texts;
    }

    /** {@return the members of an object, if there is one, that are texts, numbers or booleans, as texts} */
    Map<String, String> scalars(String... names) {
        Map<String, String> scalars = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : at(names).properties()) {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                scalars.put(field.getKey(), field.getValue().asText());
            }
        }
        return scalars;
    }

    List<String> list(String name) {
        if (isAbsent(at(name))) {
            return List.of();
        }
        if (!at(name).isArray()) {
            throw invalid(name, "is not an array", AS_IT_CAME);
        }
        List<String> list = new ArrayList<>();
        at(name).forEach(value -> list.add(text(name, value)));
        return list;
    }

    Blob body() {
        String text = optional("body");
        if (text == null) {
            return Blob.of(new byte[0]);
        }
        JsonNode encoded = at("isBase64Encoded");
        if (!isAbsent(encoded) && !encoded.isBoolean()) {
            throw invalid("isBase64Encoded", "is neither true nor false", AS_IT_CAME);
        }
        Blob bytes = encoded.booleanValue() ? HttpBytes.ofBase64(text) : HttpBytes.ofText(text);
        if (bytes == null) {
            throw invalid("body", encoded.booleanValue() ? "is not Base64" : "has an unpaired surrogate", AS_IT_CAME);
        }
        return bytes;
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    static InvalidEventException invalid(String field, String problem, String remedy) {
        return InvalidEventException.at(EVENT, field, problem, remedy);
    }

    private static String text(String where, JsonNode value) {
        if (!value.isTextual()) {
            throw invalid(where, "has a value that is not a text", AS_IT_CAME);
        }
        return value.textValue();
    }

    private void requireObject(String... names) {
        if (!at(names).isObject()) {
            throw invalid(String.join(".", names), "is not an object", AS_IT_CAME);
        }
    }
}

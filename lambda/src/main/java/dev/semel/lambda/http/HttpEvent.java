// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.json.CanonicalJson;
import dev.semel.lambda.InvalidEventException;
import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP event before validation, with the parts that all formats share. Unknown fields are ignored, because AWS adds
 * some.
 */
final class HttpEvent {

    private static final String EVENT = "HTTP event";

    private static final String AS_IT_CAME = "Pass on the event as its source sent it";

    private static final CanonicalJson CANONICAL = CanonicalJson.create();

    private final JsonNode root;

    HttpEvent(JsonNode root) {
        this.root = root;
    }

    JsonNode context() {
        return root.path("requestContext");
    }

    boolean has(String name) {
        return root.has(name);
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
        if (text.isBlank()) {
            throw invalid(String.join(".", names), "is blank", AS_IT_CAME);
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

    /**
     * Returns the fields of {@code {name: [value, …]}}, and of {@code {name: value}} the ones that are missing there.
     * Some tools fill only one of the two, or write null for no value.
     */
    List<HttpHeaders.Field> fields(String multiple, String single, Comparator<String> names) {
        List<HttpHeaders.Field> fields = new ArrayList<>();
        Set<String> seen = new TreeSet<>(names);
        if (!isAbsent(at(multiple))) {
            requireObject(multiple);
            for (Map.Entry<String, JsonNode> field : at(multiple).properties()) {
                for (String value : values(multiple, field.getValue())) {
                    fields.add(new HttpHeaders.Field(field.getKey(), value));
                    seen.add(field.getKey());
                }
            }
        }
        texts(single).forEach((name, value) -> {
            if (!seen.contains(name)) {
                fields.add(new HttpHeaders.Field(name, value));
            }
        });
        return fields;
    }

    private static List<String> values(String where, JsonNode values) {
        if (isAbsent(values)) {
            return List.of();
        }
        if (!values.isArray()) {
            throw invalid(where, "has a value that is not an array", AS_IT_CAME);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            if (!value.isNull()) {
                texts.add(text(where, value));
            }
        }
        return texts;
    }

    /** {@return the texts of {@code {name: value}}; empty if it is missing or null} */
    Map<String, String> texts(String... names) {
        if (isAbsent(at(names))) {
            return Map.of();
        }
        requireObject(names);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : at(names).properties()) {
            if (!field.getValue().isNull()) {
                texts.put(field.getKey(), text(String.join(".", names), field.getValue()));
            }
        }
        return texts;
    }

    /**
     * {@return the fields of {@code {name: value}}, where a value is a text or an array of texts; none where nothing
     * is}
     */
    List<HttpHeaders.Field> anyFields(String name) {
        List<HttpHeaders.Field> fields = new ArrayList<>();
        if (!isAbsent(at(name))) {
            requireObject(name);
            for (Map.Entry<String, JsonNode> field : at(name).properties()) {
                JsonNode value = field.getValue();
                List<String> values = value.isTextual() ? List.of(value.textValue()) : values(name, value);
                values.forEach(text -> fields.add(new HttpHeaders.Field(field.getKey(), text)));
            }
        }
        return fields;
    }

    /** {@return the members of an object, if there is one, that are texts, numbers or booleans, as texts} */
    Map<String, String> scalars(String... names) {
        Map<String, String> scalars = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : at(names).properties()) {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                scalars.put(field.getKey(), spelled(field.getValue()));
            }
        }
        return scalars;
    }

    /**
     * {@return a text as it is, a number or boolean in its canonical spelling, which is exact: a claim may be a number}
     */
    static String spelled(JsonNode value) {
        return value.isTextual() ? value.textValue() : CANONICAL.ofValue(value).toUtf8();
    }

    List<String> list(String name) {
        if (isAbsent(at(name))) {
            return List.of();
        }
        return values(name, at(name));
    }

    /** {@return the text at a path that no identity uses; null if there is none} */
    @Nullable
    String metadata(String... names) {
        JsonNode found = at(names);
        return found.isTextual() && !found.textValue().isEmpty() ? found.textValue() : null;
    }

    /**
     * {@return the body}
     *
     * @param flag the name of the field that says whether the body is Base64
     * @param headers those of the request, for the answer if the body is malformed
     */
    Blob body(HttpFormat format, String flag, HttpHeaders headers) throws MalformedBodyException {
        String text = optional("body");
        if (text == null) {
            return Blob.of(new byte[0]);
        }
        JsonNode encoded = at(flag);
        if (!isAbsent(encoded) && !encoded.isBoolean()) {
            throw invalid(flag, "is neither true nor false", AS_IT_CAME);
        }
        Blob bytes = encoded.booleanValue() ? HttpBytes.ofBase64(text) : HttpBytes.ofText(text);
        if (bytes == null) {
            String problem = encoded.booleanValue() ? "is not Base64" : "has an unpaired surrogate";
            throw new MalformedBodyException(format, headers, invalid("body", problem, AS_IT_CAME));
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

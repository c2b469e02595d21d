// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.json.text.JsonTree;
import dev.semel.lambda.InvalidEventException;
import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP event before validation, with the parts that all formats share. Unknown fields are ignored, because AWS adds
 * some.
 */
final class HttpEvent {

    private static final String EVENT = "HTTP event";

    private static final String AS_IT_CAME = "Pass on the event as its source sent it";

    private final JsonTree root;

    HttpEvent(JsonTree root) {
        this.root = root;
    }

    JsonTree context() {
        return root.at("requestContext");
    }

    boolean has(String name) {
        return root.has(name);
    }

    /** {@return the text at a path; null if it is missing, null or empty} */
    @Nullable
    String optional(String... names) {
        JsonTree found = at(names);
        if (isAbsent(found)) {
            return null;
        }
        String text = found.text();
        if (text == null) {
            throw invalid(String.join(".", names), "is not a text", AS_IT_CAME);
        }
        return text.isEmpty() ? null : text;
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

    JsonTree at(String... names) {
        JsonTree found = root;
        for (String name : names) {
            found = found.at(name);
        }
        return found;
    }

    /** {@return the fields of a request; a value that is no text does not refuse it, unless something asks for it} */
    HttpHeaders headers() {
        Set<String> unreadable = new HashSet<>();
        return HttpHeaders.of(bothHeaders(unreadable), unreadable);
    }

    /** {@return the fields of a request of VPC Lattice, by the same rule} */
    HttpHeaders anyHeaders() {
        Set<String> unreadable = new HashSet<>();
        return HttpHeaders.of(anyFields("headers", unreadable), unreadable);
    }

    /**
     * Returns the fields of {@code multiValueHeaders}, and of {@code headers} the ones that are missing there, or that
     * contradict: then both count, so that two keys are refused. Some tools fill only one of the two, or write null for
     * no value.
     */
    private List<HttpHeaders.Field> bothHeaders(Set<String> unreadable) {
        List<HttpHeaders.Field> fields = new ArrayList<>();
        Map<String, List<String>> seen = new TreeMap<>(HttpNames.IGNORING_CASE);
        for (Map.Entry<String, JsonTree> field : members("multiValueHeaders")) {
            for (String value : values("multiValueHeaders", field.getKey(), field.getValue(), unreadable)) {
                fields.add(new HttpHeaders.Field(field.getKey(), value));
                seen.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(value);
            }
        }
        for (Map.Entry<String, JsonTree> field : members("headers")) {
            List<String> multiple = seen.get(field.getKey());
            if (multiple == null ? !field.getValue().isNull() : contradicts(field.getValue(), multiple)) {
                String value = text("headers", field.getKey(), field.getValue(), unreadable);
                if (value != null) {
                    fields.add(new HttpHeaders.Field(field.getKey(), value));
                }
            }
        }
        return fields;
    }

    /** A single value is one of all, mostly the last one, or all of them in one text. */
    private static boolean contradicts(JsonTree single, List<String> multiple) {
        String text = single.text();
        return text != null
                && !multiple.contains(text)
                && !String.join(",", multiple).equals(text)
                && !String.join(", ", multiple).equals(text);
    }

    private Set<Map.Entry<String, JsonTree>> members(String name) {
        if (isAbsent(at(name))) {
            return Set.of();
        }
        requireObject(name);
        return at(name).members().entrySet();
    }

    private static List<String> values(String where, String name, JsonTree values, @Nullable Set<String> unreadable) {
        if (unreadable != null && !values.isArray() && !isAbsent(values)) {
            unreadable.add(HttpNames.lower(name));
            return List.of();
        }
        if (unreadable == null || isAbsent(values)) {
            return values(where, values);
        }
        List<String> texts = new ArrayList<>();
        for (JsonTree value : values.elements()) {
            String text = value.isNull() ? null : text(where, name, value, unreadable);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** {@return a text; null if it is none and its name is noted as unreadable} */
    private static @Nullable String text(String where, String name, JsonTree value, @Nullable Set<String> unreadable) {
        if (unreadable == null || value.isText()) {
            return text(where, value);
        }
        unreadable.add(HttpNames.lower(name));
        return null;
    }

    private static List<String> values(String where, JsonTree values) {
        if (isAbsent(values)) {
            return List.of();
        }
        if (!values.isArray()) {
            throw invalid(where, "has a value that is not an array", AS_IT_CAME);
        }
        List<String> texts = new ArrayList<>();
        for (JsonTree value : values.elements()) {
            if (!value.isNull()) {
                texts.add(text(where, value));
            }
        }
        return texts;
    }

    /**
     * {@return the fields of {@code {name: value}}, where a value is a text or an array of texts; none where nothing
     * is}
     */
    List<HttpHeaders.Field> anyFields(String name) {
        return anyFields(name, null);
    }

    private List<HttpHeaders.Field> anyFields(String name, @Nullable Set<String> unreadable) {
        List<HttpHeaders.Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonTree> field : members(name)) {
            JsonTree value = field.getValue();
            String single = value.text();
            List<String> values = single == null ? values(name, field.getKey(), value, unreadable) : List.of(single);
            values.forEach(text -> fields.add(new HttpHeaders.Field(field.getKey(), text)));
        }
        return fields;
    }

    /** {@return the members of an object, if there is one, that are texts, numbers or booleans, as texts} */
    Map<String, String> scalars(String... names) {
        Map<String, String> scalars = new LinkedHashMap<>();
        for (Map.Entry<String, JsonTree> field : at(names).members().entrySet()) {
            if (field.getValue().isScalar() && !field.getValue().isNull()) {
                scalars.put(field.getKey(), spelled(field.getValue()));
            }
        }
        return scalars;
    }

    /** {@return the members of an object, if there is one, each with its texts, numbers and booleans, as texts} */
    Map<String, List<String>> lists(String name) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Map.Entry<String, JsonTree> field : at(name).members().entrySet()) {
            List<String> texts = new ArrayList<>();
            JsonTree all = field.getValue();
            List<JsonTree> values = all.isArray() ? all.elements() : List.of(all);
            for (JsonTree value : values) {
                if (value.isScalar() && !value.isNull()) {
                    texts.add(spelled(value));
                }
            }
            if (!texts.isEmpty()) {
                lists.put(field.getKey(), texts);
            }
        }
        return lists;
    }

    /**
     * {@return a text as it is, a number or boolean in its canonical spelling, which is exact: a claim may be a number}
     */
    static String spelled(JsonTree value) {
        String text = value.text();
        return text == null ? value.canonical() : text;
    }

    /** {@return the texts of an array that no identity uses} */
    List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonTree value : at(name).elements()) {
            String text = value.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** {@return whether a number or a boolean is at a path, which is not the text of the same spelling} */
    boolean isNonText(String... names) {
        return at(names).isNumber() || at(names).isBoolean();
    }

    /** {@return the names of an object's members that are numbers or booleans, behind {@code prefix}} */
    Set<String> nonTexts(String prefix, String... names) {
        Set<String> found = new HashSet<>();
        for (Map.Entry<String, JsonTree> field : at(names).members().entrySet()) {
            if (field.getValue().isNumber() || field.getValue().isBoolean()) {
                found.add(prefix + field.getKey());
            }
        }
        return found;
    }

    /** {@return the text at a path that names something; null if there is none, or a blank one} */
    @Nullable
    String metadata(String... names) {
        String text = at(names).text();
        return text != null && !text.isBlank() ? text : null;
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
        JsonTree encoded = at(flag);
        if (!isAbsent(encoded) && !encoded.isBoolean()) {
            throw invalid(flag, "is neither true nor false", AS_IT_CAME);
        }
        Blob bytes = encoded.isTrue() ? HttpBytes.ofBase64(text) : HttpBytes.ofText(text);
        if (bytes == null) {
            String problem = encoded.isTrue() ? "is not Base64" : "has an unpaired surrogate";
            throw new MalformedBodyException(format, headers, invalid("body", problem, AS_IT_CAME));
        }
        return bytes;
    }

    static boolean isAbsent(JsonTree value) {
        return value.isMissing() || value.isNull();
    }

    static InvalidEventException invalid(String field, String problem, String remedy) {
        return InvalidEventException.at(EVENT, field, problem, remedy);
    }

    private static String text(String where, JsonTree value) {
        String text = value.text();
        if (text == null) {
            throw invalid(where, "has a value that is not a text", AS_IT_CAME);
        }
        return text;
    }

    private void requireObject(String... names) {
        if (!at(names).isObject()) {
            throw invalid(String.join(".", names), "is not an object", AS_IT_CAME);
        }
    }
}

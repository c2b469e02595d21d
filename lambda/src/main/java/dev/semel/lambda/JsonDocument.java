// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonPointer;
import dev.semel.KeyExtractor;
import dev.semel.codec.ContentIdentity;
import dev.semel.json.CanonicalJson;
import dev.semel.json.JsonException;
import dev.semel.json.JsonKeys;
import dev.semel.json.text.JsonTree;
import dev.semel.model.PrintableText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value inside an event, read by JSON Pointers (RFC 6901) such as {@code /order/id} or {@code /items/0/sku}.
 * Numbers are exact. Equal to another one of the same meaning, whatever their order and spelling. Jackson writes it as
 * the value that it is, so that {@link JsonKeys#at} finds places in it, and in an event that has it as a member.
 * Immutable and thread-safe; {@code toString} shows no content.
 */
public final class JsonDocument implements ContentIdentity {

    private static final JsonKeys KEYS = JsonKeys.create();

    private final JsonTree node;
    private final String canonical;

    private JsonDocument(JsonTree node, String canonical) {
        this.node = node;
        this.canonical = canonical;
    }

    /**
     * {@return the value of a text}
     *
     * @param json the text
     * @throws InvalidEventException if the text is not one JSON value, has two members of one name, or an unpaired
     *     surrogate
     */
    public static JsonDocument of(String json) {
        return of(JsonPlace.read("JSON document", json));
    }

    /** {@return the value at a place, which may be JSON null but not absent} */
    static JsonDocument of(JsonPlace place) {
        if (place.node().isMissing()) {
            throw place.invalid("is missing", JsonPlace.AS_IT_CAME);
        }
        try {
            return new JsonDocument(place.node(), place.node().canonical());
        } catch (JsonException e) {
            throw place.invalid(
                    "has no canonical form",
                    "Have the sender take out unpaired surrogates, and numbers that no reader could take");
        }
    }

    /** {@return the object at a place} */
    static JsonDocument ofObject(JsonPlace place) {
        if (!place.node().isObject()) {
            throw place.invalid(place.node().isMissing() ? "is missing" : "is not an object", JsonPlace.AS_IT_CAME);
        }
        return of(place);
    }

    /** {@return this value as the place {@code path} of an event, to read it} */
    JsonPlace place(String event, String path) {
        return new JsonPlace(event, path, node);
    }

    /** {@return the canonical text of the value: see {@link CanonicalJson}} */
    @JsonValue
    @JsonRawValue
    public String canonical() {
        return canonical;
    }

    /**
     * {@return the characters of the string at {@code pointer}, or the canonical spelling of the number or boolean
     * there} Empty if there is no value, null, an object or an array.
     *
     * @param pointer a JSON Pointer, such as {@code /order/id}
     * @throws IllegalArgumentException if {@code pointer} is not a JSON Pointer
     */
    public Optional<String> text(String pointer) {
        JsonTree found = node.at(compiled(pointer));
        String text = found.text();
        if (text != null) {
            return Optional.of(text);
        }
        return found.isNumber() || found.isBoolean() ? Optional.of(found.canonical()) : Optional.empty();
    }

    /**
     * {@return the value at {@code pointer}; empty if there is no value, or null}
     *
     * @param pointer a JSON Pointer, such as {@code /order/id}
     * @throws IllegalArgumentException if {@code pointer} is not a JSON Pointer
     */
    public Optional<JsonDocument> at(String pointer) {
        JsonTree found = node.at(compiled(pointer));
        return found.isMissing() || found.isNull()
                ? Optional.empty()
                : Optional.of(new JsonDocument(found, found.canonical()));
    }

    private static JsonPointer compiled(String pointer) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "A path is a JSON Pointer, which starts with '/', such as /order/id; is '"
                            + PrintableText.name(pointer) + "'");
        }
        return JsonPointer.compile(pointer);
    }

    /**
     * {@return an extractor of the key at one place, or composed of several, as {@link JsonKeys#at} makes it:
     * injective, with every part required} Thread-safe.
     *
     * @param pointer a JSON Pointer, such as {@code /order/id}
     * @param more further JSON Pointers, for a key of several parts
     * @throws IllegalArgumentException if a path is not a JSON Pointer, or is given twice
     */
    public static KeyExtractor<JsonDocument> key(String pointer, String... more) {
        KeyExtractor<JsonTree> key = KEYS.at(pointer, more);
        return document -> key.extract(document.node);
    }

    /** {@return the canonical text of this object without some of its members; null if none is left} */
    @Nullable
    String without(Predicate<String> excluded) {
        if (!node.isObject()) {
            return canonical;
        }
        Map<String, JsonTree> left = new LinkedHashMap<>(node.members());
        left.keySet().removeIf(excluded);
        return left.isEmpty() ? null : new JsonTree.Members(left).canonical();
    }

    /** {@return the content that a fingerprint of this value covers: its canonical text} */
    @Override
    public String contentIdentity() {
        return canonical;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonDocument that && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    /** Shows the length, never the content. */
    @Override
    public String toString() {
        return "JsonDocument[" + canonical.length() + " characters]";
    }
}

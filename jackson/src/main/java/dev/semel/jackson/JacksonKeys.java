// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPartException;
import dev.semel.json.JsonException;
import dev.semel.json.JsonKeys;
import dev.semel.json.text.JsonText;
import dev.semel.json.text.PathKeys;
import java.io.IOException;

/**
 * A factory of key extractors like {@link JsonKeys}, with the same keys, for inputs that a mapper serialises: objects
 * with annotations, and {@link JsonNode}s, which stand for themselves. Immutable and thread-safe, as are the
 * extractors.
 */
public final class JacksonKeys {

    private final PathKeys keys;

    private JacksonKeys(PathKeys keys) {
        this.keys = keys;
    }

    /** {@return extractors that serialise objects with the mapper of {@link JacksonCodec#create()}} */
    public static JacksonKeys create() {
        return on(JacksonCanonicalJson.create());
    }

    /**
     * {@return extractors that serialise objects with a copy of {@code mapper}}
     *
     * @param mapper the mapper; must write JSON
     */
    public static JacksonKeys of(ObjectMapper mapper) {
        return on(JacksonCanonicalJson.of(mapper));
    }

    private static JacksonKeys on(JacksonCanonicalJson canonical) {
        return new JacksonKeys(PathKeys.of((input, text, places) -> {
            if (input instanceof JsonNode node) {
                read(node, text, places);
            } else {
                text.read(canonical.ofValue(input).toUtf8(), places);
            }
        }));
    }

    private static void read(JsonNode node, JsonText text, JsonText.Consumer places) {
        if (node.isMissingNode()) {
            throw new MissingKeyPartException("the input is a missing JsonNode");
        }
        try (JsonParser tokens = node.traverse()) {
            text.whole(tokens, places);
        } catch (IOException e) {
            throw JsonException.refused("No key: the JsonNode cannot be read", e);
        }
    }

    /** {@return extractors whose key at a single path is the text itself: see {@link JsonKeys#unwrappingStrings}} */
    public JacksonKeys unwrappingStrings() {
        return new JacksonKeys(keys.unwrappingStrings());
    }

    /**
     * {@return an extractor of the key at {@code path} and, composed in this order, at {@code more} paths}
     *
     * @param path a JSON Pointer
     * @param more further JSON Pointers
     * @param <I> the input
     * @throws IllegalArgumentException if a path is not a JSON Pointer, or is given twice
     */
    public <I> KeyExtractor<I> at(String path, String... more) {
        return keys.at(path, more);
    }
}

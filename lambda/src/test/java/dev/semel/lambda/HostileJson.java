// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes hostile documents of a sample: at every place, what is there is taken away and replaced by all kinds of values.
 */
final class HostileJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** None is what a reader hopes for at most places; many are what a reader stumbles over. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "7",
            "1.5",
            "1e30",
            "1e999999999",
            "1e-999999999",
            "9".repeat(400),
            "1e" + "9".repeat(50),
            "\"\"",
            "\"x\"",
            "\"-1\"",
            "\"0\"",
            "\"99999999999999999999\"",
            "\"9223372036854775807\"",
            "\"\\uD800\"",
            "\"%\"",
            "\"{}\"",
            "\"{\"",
            "\"[]\"",
            "{}",
            "{\"x\": 7}",
            "{\"x\": {}}",
            "[]",
            "[null]",
            "[7]",
            "[{}]",
            "[[]]");

    private HostileJson() {}

    /**
     * Asserts that reading a sample succeeds, and reading what is hostile either too or with the documented exception.
     */
    static void neverThrowsAnythingElse(String sample, Consumer<String> reading) {
        reading.accept(sample);
        int tried = 0;
        for (String hostile : of(sample)) {
            try {
                reading.accept(hostile);
            } catch (InvalidEventException | MissingSequencerException expected) {
                assertThat(expected).hasNoCause();
            } catch (RuntimeException other) {
                fail("Reading threw " + other + " for " + hostile, other);
            }
            tried++;
        }
        assertThat(tried).isGreaterThan(VALUES.size());
    }

    static List<String> of(String sample) {
        List<String> documents = new ArrayList<>(VALUES);
        JsonNode root = read(sample);
        mutate(root, root, documents);
        return documents;
    }

    private static void mutate(JsonNode root, JsonNode container, List<String> documents) {
        if (container instanceof ObjectNode object) {
            for (String name : List.copyOf(names(object))) {
                JsonNode original = object.get(name);
                object.remove(name);
                documents.add(root.toString());
                for (String value : VALUES) {
                    object.put(name, MARK);
                    documents.add(root.toString().replace("\"" + MARK + "\"", value));
                }
                object.set(name, original);
                mutate(root, original, documents);
            }
        } else if (container instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode original = array.get(i);
                for (String value : VALUES) {
                    array.set(i, MAPPER.getNodeFactory().textNode(MARK));
                    documents.add(root.toString().replace("\"" + MARK + "\"", value));
                }
                array.set(i, original);
                mutate(root, original, documents);
            }
        }
    }

    private static final String MARK = "@hostile@";

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode read(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

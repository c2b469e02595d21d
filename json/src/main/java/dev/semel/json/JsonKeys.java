// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPartException;
import dev.semel.json.PathTree.Found;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Makes key extractors that take the key from places in a JSON document, named by JSON Pointers (RFC 6901), such as
 * {@code /order/id} or {@code /items/0/sku}.
 *
 * <p>Inputs: a {@code String} and a {@code byte[]} (UTF-8) are documents, a {@link JsonNode} is itself, any other object
 * is what the mapper makes of it.
 *
 * <p>The key is the canonical JSON of what is found: of the scalar for one path ({@code "o-42"} with its quotes,
 * {@code 42}), of the array of them for several ({@code ["m-1",42]}). So it is injective: {@code "a","bc"} is not
 * {@code "ab","c"}, {@code "1"} is not {@code 1}, and {@code 1.0} is {@code 1}. Numbers are exact.
 *
 * <p>Every path is required: where one leads to nothing, null, an empty string, an object or an array, extracting fails
 * with a {@link MissingKeyPartException} that names the path, what is there, and what to do, and shows no value. A
 * document that is not JSON, or that has two members of one name on a path, is a {@link JsonException}. What is off the paths is only read over:
 * numbers may be of any size, and names may repeat.
 *
 * <p>Immutable and thread-safe, as are the extractors.
 */
public final class JsonKeys {

    private final CanonicalJson canonical;

    private JsonKeys(CanonicalJson canonical) {
        this.canonical = canonical;
    }

    /** Returns extractors that read objects by the mapper of {@link JacksonCodec#create()}. */
    public static JsonKeys create() {
        return new JsonKeys(CanonicalJson.create());
    }

    /** Returns extractors that read objects by a copy of {@code mapper}. */
    public static JsonKeys of(ObjectMapper mapper) {
        return new JsonKeys(CanonicalJson.of(mapper));
    }

    /**
     * Returns an extractor of the key at {@code path}, and, composed in this order, at {@code more} paths.
     *
     * @param <I> the input
     * @throws IllegalArgumentException if a path is not a JSON Pointer, or is given twice
     */
    public <I> KeyExtractor<I> at(String path, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = path;
        System.arraycopy(more, 0, all, 1, more.length);
        List<String> paths = List.of(all);
        PathTree tree = PathTree.of(paths);
        return input -> key(paths, find(tree, paths.size(), input));
    }

    private @Nullable Found[] find(PathTree tree, int count, @Nullable Object input) {
        @Nullable Found[] found = new @Nullable Found[count];
        JsonText.Consumer reading = parser -> tree.read(parser, found);
        switch (input) {
            case null -> throw new MissingKeyPartException("the input is null");
            case String json -> canonical.text().read(json, reading);
            case byte[] json -> canonical.text().read(JsonText.decode(json), reading);
            case JsonNode node -> read(node, reading);
            default -> canonical.text().read(canonical.ofValue(input).toUtf8(), reading);
        }
        return found;
    }

    private void read(JsonNode node, JsonText.Consumer reading) {
        if (node.isMissingNode()) {
            throw new MissingKeyPartException("the input is a missing JsonNode");
        }
        try (JsonParser tokens = node.traverse()) {
            canonical.text().whole(tokens, reading);
        } catch (IOException e) {
            throw JsonException.refused("No key: the JsonNode cannot be read", e);
        }
    }

    private static String key(List<String> paths, @Nullable Found[] found) {
        if (found.length == 1) {
            return component(paths.get(0), found[0]);
        }
        StringJoiner key = new StringJoiner(",", "[", "]");
        for (int i = 0; i < found.length; i++) {
            key.add(component(paths.get(i), found[i]));
        }
        return key.toString();
    }

    private static String component(String path, @Nullable Found found) {
        return switch (found) {
            case Found.Component component -> component.canonical();
            case Found.Unfit unfit -> throw unfit(path, unfit.what());
            case null -> throw unfit(path, "nothing");
        };
    }

    private static MissingKeyPartException unfit(String path, String what) {
        return new MissingKeyPartException("the JSON has " + what + " at '" + path
                + "'. A key's part is a string that is not empty, a number or a boolean: have the sender fill it, or take"
                + " the key from another path");
    }
}

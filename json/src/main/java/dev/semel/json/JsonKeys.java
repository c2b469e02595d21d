// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPartException;
import dev.semel.json.text.JsonText;
import dev.semel.json.text.JsonTree;
import dev.semel.json.text.PathTree;
import dev.semel.json.text.PathTree.Found;
import dev.semel.model.Blob;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A factory of key extractors that take the key from places in a JSON document. The places are JSON Pointers (RFC
 * 6901), such as {@code /order/id} or {@code /items/0/sku}.
 *
 * <p>Inputs: a {@code String}, a {@code byte[]} and a {@link Blob} (UTF-8) are documents, a {@link JsonNode} stands for
 * itself, and any other object is serialised by the mapper.
 *
 * <p>The key is the canonical JSON of the values found: the scalar for one path ({@code "o-42"} with its quotes, {@code
 * 42}), the array of the scalars for several ({@code ["m-1",42]}). It is injective: {@code "a","bc"} is not {@code
 * "ab","c"}, {@code "1"} is not {@code 1}, and {@code 1.0} is {@code 1}. Numbers are exact.
 *
 * <p>Every path is required. If a path has no value, null, an empty string, an object or an array, the extractor fails
 * with a {@link MissingKeyPartException} that names the path, the kind of value and the remedy, and shows no value. A
 * document that is not JSON, or that has two members of one name on a path, is a {@link JsonException}. Everything off
 * the paths is skipped: its numbers may have any size, and its names may repeat.
 *
 * <p>Immutable and thread-safe, as are the extractors.
 */
public final class JsonKeys {

    /** The texts that stay in quotes: those that another key of JSON looks like. */
    private static final Pattern LIKE_ANOTHER =
            Pattern.compile("true|false|\\[.*|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?", Pattern.DOTALL);

    private final JsonText text = new JsonText();
    private final boolean unwraps;

    /** Null until an object has to be serialised: documents need no mapper. */
    private volatile @Nullable CanonicalJson canonical;

    private JsonKeys(@Nullable CanonicalJson canonical, boolean unwraps) {
        this.canonical = canonical;
        this.unwraps = unwraps;
    }

    private CanonicalJson canonical() {
        CanonicalJson made = canonical;
        if (made == null) {
            made = CanonicalJson.create();
            canonical = made;
        }
        return made;
    }

    /** {@return extractors that serialise objects with the mapper of {@link JacksonCodec#create()}} */
    public static JsonKeys create() {
        return new JsonKeys(null, false);
    }

    /**
     * {@return extractors that serialise objects with a copy of {@code mapper}}
     *
     * @param mapper the mapper; must write JSON
     */
    public static JsonKeys of(ObjectMapper mapper) {
        return new JsonKeys(CanonicalJson.of(mapper), false);
    }

    /**
     * {@return extractors whose key at a single path is the text itself, without its quotes} So {@code o-42} in a
     * document and a typed key such as {@code Order::id} name one record. Still injective: a text that a number, a
     * boolean or an array looks like, or that has characters which JSON escapes, stays in its quotes, so that {@code
     * "1"} is not {@code 1}. Changes the keys of an operation that has records. For the event types of {@code
     * semel-lambda} too: {@code at("/detail/orderId")} of an {@code EventBridgeEvent}, {@code at("/id")} of a {@code
     * JsonDocument}; their own {@code JsonDocument.key} keeps the quotes.
     */
    public JsonKeys unwrappingStrings() {
        return new JsonKeys(canonical, true);
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
            case String json -> text.read(json, reading);
            case byte[] json -> text.read(JsonText.decode(json), reading);
            case Blob json -> text.read(JsonText.decode(json.toByteArray()), reading);
            case JsonTree value -> tree.read(value, found);
            case JsonNode node -> read(node, reading);
            default -> text.read(canonical().ofValue(input).toUtf8(), reading);
        }
        return found;
    }

    private void read(JsonNode node, JsonText.Consumer reading) {
        if (node.isMissingNode()) {
            throw new MissingKeyPartException("the input is a missing JsonNode");
        }
        try (JsonParser tokens = node.traverse()) {
            text.whole(tokens, reading);
        } catch (IOException e) {
            throw JsonException.refused("No key: the JsonNode cannot be read", e);
        }
    }

    private String key(List<String> paths, @Nullable Found[] found) {
        if (found.length == 1) {
            String scalar = component(paths.get(0), found[0]);
            return unwraps ? unwrapped(scalar) : scalar;
        }
        StringJoiner key = new StringJoiner(",", "[", "]");
        for (int i = 0; i < found.length; i++) {
            key.add(component(paths.get(i), found[i]));
        }
        return key.toString();
    }

    private static String unwrapped(String scalar) {
        if (!scalar.startsWith("\"") || scalar.indexOf('\\') >= 0) {
            return scalar;
        }
        String text = scalar.substring(1, scalar.length() - 1);
        return LIKE_ANOTHER.matcher(text).matches() ? scalar : text;
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
                + "'. A key's part is a string that is not empty, a number or a boolean: have the sender fill it, or"
                + " take the key from another path");
    }
}

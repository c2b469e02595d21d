// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPartException;
import dev.semel.json.text.PathKeys;
import dev.semel.model.Blob;

/**
 * A factory of key extractors that take the key from places in a JSON document. The places are JSON Pointers (RFC
 * 6901), such as {@code /order/id} or {@code /items/0/sku}.
 *
 * <p>Inputs: a {@code String}, a {@code byte[]} and a {@link Blob} (UTF-8) are documents, and any other object is
 * serialised as {@link CanonicalJson#ofValue} does. {@code JacksonKeys} of {@code semel-jackson} takes a mapper of your
 * own, and its trees.
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

    private final PathKeys keys;

    private JsonKeys(PathKeys keys) {
        this.keys = keys;
    }

    /** {@return extractors that serialise objects as {@link CanonicalJson#create()} does} */
    public static JsonKeys create() {
        CanonicalJson canonical = CanonicalJson.create();
        return new JsonKeys(PathKeys.of(
                (input, text, places) -> text.read(canonical.ofValue(input).toUtf8(), places)));
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
        return new JsonKeys(keys.unwrappingStrings());
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

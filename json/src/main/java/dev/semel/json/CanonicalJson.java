// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import dev.semel.json.text.CanonicalWriter;
import dev.semel.json.text.JsonText;
import dev.semel.json.type.PlainTypes;
import dev.semel.json.type.PlainWriter;
import dev.semel.model.Blob;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of JSON: equal bytes for values that mean the same, different bytes for all others. It is RFC 8785
 * (members sorted by the UTF-16 code units of their names, shortest string escapes, UTF-8, no white space) with
 * <em>exact</em> numbers:
 *
 * <ul>
 *   <li>{@code 1}, {@code 1.0}, {@code 1e0} and {@code 10e-1} are one number, {@code -0} is {@code 0}, and {@code
 *       9007199254740993} is not {@code 9007199254740992}, which RFC 8785 folds through a double. The layout is that of
 *       RFC 8785, so the bytes are the same for every number that is the shortest text of a double.
 *   <li>{@code "1"} is not {@code 1}, and an absent member is not a null one.
 * </ul>
 *
 * <p>Refused with a {@link JsonException}, never guessed: texts that are not one JSON value, two members of one name,
 * unpaired surrogates, bytes that are not UTF-8, NaN and infinities. Limits: 1000 levels, numbers of 1000 characters
 * and of exponents up to 999999999999 (which are never expanded), strings of 20 million characters. Time is
 * that of one pass and of the moves of members that are out of order: at most 256 MB are moved.
 *
 * <p>Immutable and thread-safe.
 */
public final class CanonicalJson {

    private final PlainTypes types = new PlainTypes();
    private final JsonText text = new JsonText();

    private CanonicalJson() {}

    /**
     * {@return a canonical form} For objects with annotations take {@code JacksonCanonicalJson} of {@code
     * semel-jackson}.
     */
    public static CanonicalJson create() {
        return new CanonicalJson();
    }

    /**
     * {@return the canonical form of a JSON document}
     *
     * @param json the document
     * @throws JsonException if the text is not one JSON value or has no canonical form
     */
    public Blob ofText(String json) {
        return text.canonicalOf(Objects.requireNonNull(json, "json"));
    }

    /**
     * {@return the canonical form of a JSON document in UTF-8} A byte order mark is skipped.
     *
     * @param json the document
     * @throws JsonException if the bytes are not one JSON value or have no canonical form
     */
    public Blob ofUtf8(byte[] json) {
        return ofText(JsonText.decode(Objects.requireNonNull(json, "json")));
    }

    /**
     * {@return the canonical form of a value of plain types: see {@link PlainJsonCodec}} A {@code String} is a JSON
     * string (for documents see {@link #ofText}), a {@link CanonicalText} the value that it spells, a {@code byte[]} is
     * base64, null is {@code null}. Numbers are exact: a {@code double} is the decimal number that {@link
     * Double#toString} shows, a {@code float} that of {@link Float#toString}. A {@link java.util.Set} of any class has
     * no order: its elements are sorted by their canonical form. Other collections keep their order, so a collection
     * without a defined order, such as {@code HashMap.values()}, must not be part of a value.
     *
     * @param value the value
     * @throws JsonException if a part of the value is of no plain type, or it has no canonical form
     */
    public Blob ofValue(@Nullable Object value) {
        CanonicalWriter out = new CanonicalWriter();
        PlainWriter writer = PlainWriter.ofValue(types, out);
        try {
            writer.write(value);
        } catch (RuntimeException e) {
            throw writer.failure(value, e);
        } catch (StackOverflowError e) {
            throw PlainJsonCodec.tooDeep(e);
        }
        return Blob.of(out.toBytes());
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.semel.model.Blob;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of JSON: equal bytes for values that mean the same, different bytes for all others. It is RFC 8785
 * (members sorted by the UTF-16 code units of their names, shortest string escapes, UTF-8, no white space) with
 * <em>exact</em> numbers:
 *
 * <ul>
 *   <li>{@code 1}, {@code 1.0}, {@code 1e0} and {@code 10e-1} are one number, {@code -0} is {@code 0}, and
 *       {@code 9007199254740993} is not {@code 9007199254740992}, which RFC 8785 folds through a double. The layout is
 *       RFC 8785's, so the bytes are equal to its for every number that is the shortest text of a double.
 *   <li>{@code "1"} is not {@code 1}, and an absent member is not a null one.
 * </ul>
 *
 * <p>Refused with a {@link JsonException}, never guessed: texts that are not one JSON value, two members of one name,
 * unpaired surrogates, bytes that are not UTF-8, NaN and infinities. Limits: 1000 levels, numbers of 1000 characters and
 * of exponents up to 999999999999 (which are never expanded), strings of 20 million characters. Time is that of one pass,
 * at worst bytes times depth.
 *
 * <p>Immutable and thread-safe.
 */
public final class CanonicalJson {

    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final JsonText text = new JsonText();

    private CanonicalJson(ObjectMapper mapper) {
        this.mapper = mapper;
        this.writer = mapper.writer();
    }

    /** Returns the canonical form, objects being serialised by a mapper as {@link JacksonCodec#create()} uses. */
    public static CanonicalJson create() {
        return new CanonicalJson(Mappers.standard());
    }

    /**
     * Returns the canonical form, objects being serialised by a copy of {@code mapper}: what is changed on it later has no
     * effect. Its choice of members, names and text forms counts (so changing that changes fingerprints); its spelling
     * and order do not.
     */
    public static CanonicalJson of(ObjectMapper mapper) {
        return new CanonicalJson(Mappers.copyOf(mapper));
    }

    /** For callers that own {@code mapper}. */
    static CanonicalJson on(ObjectMapper mapper) {
        return new CanonicalJson(mapper);
    }

    /**
     * Returns the canonical form of a JSON document.
     *
     * @throws JsonException if the text is not one JSON value or has no canonical form
     */
    public Blob ofText(String json) {
        return text.canonicalOf(Objects.requireNonNull(json, "json"));
    }

    /**
     * Returns the canonical form of a JSON document in UTF-8; a byte order mark is skipped.
     *
     * @throws JsonException if the bytes are not one JSON value or have no canonical form
     */
    public Blob ofUtf8(byte[] json) {
        return ofText(JsonText.decode(Objects.requireNonNull(json, "json")));
    }

    /**
     * Returns the canonical form of a value as the mapper serialises it: a {@link JsonNode} is itself, a {@code String} a
     * JSON string (for documents see {@link #ofText}), a {@code byte[]} base64, null {@code null}. Numbers are exact: a
     * {@code double} is the decimal number that {@link Double#toString} shows, a {@code float} that of
     * {@link Float#toString}. A {@code JsonNode} that was parsed without {@code USE_BIG_DECIMAL_FOR_FLOATS} holds doubles,
     * and what those dropped is lost before this method sees it. A {@link java.util.Set} has no order, whatever its class: its elements are sorted by their
     * canonical form. Other collections keep their order, so one without a defined order, such as
     * {@code HashMap.values()}, must not be part of a value.
     *
     * @throws JsonException if the mapper cannot serialise the value, or it has no canonical form
     */
    public Blob ofValue(@Nullable Object value) {
        if (value instanceof JsonNode node && node.isMissingNode()) {
            throw JsonException.refused("A missing JsonNode has no canonical form: absent is not null");
        }
        CanonicalWriter out = new CanonicalWriter();
        try (CanonicalGenerator generator = new CanonicalGenerator(mapper, out, text)) {
            writer.writeValue(generator, value);
        } catch (IOException | RuntimeException e) {
            throw Mappers.notWritable(value, e);
        }
        return Blob.of(out.toBytes());
    }

    /** Returns what reads documents in this form. */
    JsonText text() {
        return text;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.semel.json.text.CanonicalGenerator;
import dev.semel.json.text.CanonicalWriter;
import dev.semel.json.text.JsonText;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.Sha256;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final ObjectWriter contentWriter;
    private final JsonText text = new JsonText();

    /** The classes whose JSON is all that is compared, by the user's word. */
    private final Set<Class<?>> trusted;

    private CanonicalJson(ObjectMapper mapper) {
        this(mapper, Set.of());
    }

    private CanonicalJson(ObjectMapper mapper, Set<Class<?>> trusted) {
        this.mapper = mapper;
        this.trusted = trusted;
        this.writer = mapper.writer();
        this.contentWriter = writer.withAttribute(ContentSerializers.CONTENT, this);
    }

    /** {@return a canonical form that serialises objects with a mapper like that of {@link JacksonCodec#create()}} */
    public static CanonicalJson create() {
        return new CanonicalJson(Mappers.standard());
    }

    /**
     * {@return a canonical form that serialises objects with a copy of {@code mapper}} Later changes of the mapper have
     * no effect. Its choice of members, names and text forms counts, so a change of these changes fingerprints; its
     * spelling and order do not count.
     *
     * @param mapper the mapper; must write JSON
     */
    public static CanonicalJson of(ObjectMapper mapper) {
        return new CanonicalJson(Mappers.copyOf(mapper));
    }

    /** {@return a canonical form on {@code mapper} itself, for callers that own it} */
    static CanonicalJson on(ObjectMapper mapper, Set<Class<?>> trusted) {
        return new CanonicalJson(mapper, Set.copyOf(trusted));
    }

    /** {@return whether the JSON of a class is all that is compared, by the user's word} */
    boolean isTrusted(Class<?> type) {
        return trusted.contains(type);
    }

    /** {@return the canonical form of one value by a serializer that a mapper found; empty if it has none} */
    static Optional<String> textOf(
            Object value, ObjectMapper mapper, JsonSerializer<?> found, SerializerProvider provider) {
        CanonicalWriter out = new CanonicalWriter();
        try (CanonicalGenerator generator = new CanonicalGenerator(mapper, out, new JsonText())) {
            contextual(found, provider).serialize(value, generator, provider);
            return Optional.of(Blob.of(out.toBytes()).toUtf8());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** {@return the canonical form of an object with one name, by a serializer of names; empty if it has none} */
    @SuppressWarnings("unchecked") // of the type of the key
    static Optional<String> nameOf(
            Object key, ObjectMapper mapper, JsonSerializer<?> names, SerializerProvider provider) {
        CanonicalWriter out = new CanonicalWriter();
        try (CanonicalGenerator generator = new CanonicalGenerator(mapper, out, new JsonText())) {
            generator.writeStartObject();
            ((JsonSerializer<Object>) names).serialize(key, generator, provider);
            generator.writeNull();
            generator.writeEndObject();
            return Optional.of(Blob.of(out.toBytes()).toUtf8());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked") // of the type of the value
    private static JsonSerializer<Object> contextual(JsonSerializer<?> found, SerializerProvider provider)
            throws IOException {
        return (JsonSerializer<Object>) provider.handlePrimaryContextualization(found, null);
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
     * {@return the canonical form of a value as the mapper serialises it} A {@link JsonNode} stands for itself, a
     * {@code String} is a JSON string (for documents see {@link #ofText}), a {@code byte[]} is base64, null is {@code
     * null}. Numbers are exact: a {@code double} is the decimal number that {@link Double#toString} shows, a {@code
     * float} that of {@link Float#toString}. A {@code JsonNode} that was parsed without {@code
     * USE_BIG_DECIMAL_FOR_FLOATS} holds doubles; digits that these dropped are lost before this method is called. A
     * {@link java.util.Set} of any class has no order: its elements are sorted by their canonical form. Other
     * collections keep their order, so a collection without a defined order, such as {@code HashMap.values()}, must not
     * be part of a value.
     *
     * @param value the value
     * @throws JsonException if the mapper cannot serialise the value, or it has no canonical form
     */
    public Blob ofValue(@Nullable Object value) {
        return written(writer, value);
    }

    /**
     * {@return the canonical form of what a value's fingerprint covers} It is that of {@link #ofValue}, in which each
     * {@link dev.semel.codec.ContentIdentity} is replaced by its identity, wherever it is.
     */
    Blob ofContent(@Nullable Object value) {
        return written(contentWriter, value);
    }

    private Blob written(ObjectWriter by, @Nullable Object value) {
        CanonicalWriter out = new CanonicalWriter();
        write(by, value, out);
        return Blob.of(out.toBytes());
    }

    /** {@return the fingerprint of a value's content, whose canonical bytes go into the digest as they settle} */
    Fingerprint fingerprintOf(@Nullable Object value) {
        Sha256 digest = new Sha256();
        CanonicalWriter out = new CanonicalWriter(digest);
        write(contentWriter, value, out);
        out.finish();
        return new Fingerprint(JacksonCodec.ALGORITHM, digest.base64Url());
    }

    private void write(ObjectWriter by, @Nullable Object value, CanonicalWriter out) {
        if (value instanceof JsonNode node && node.isMissingNode()) {
            throw JsonException.refused("A missing JsonNode has no canonical form: absent is not null");
        }
        try (CanonicalGenerator generator = new CanonicalGenerator(mapper, out, text)) {
            by.writeValue(generator, value);
        } catch (IOException | RuntimeException e) {
            throw Mappers.notWritable(value, e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A codec that stores results as compact UTF-8 JSON with Jackson, and makes the fingerprints of payloads.
 *
 * <p>Results are written and read as their declared type, so type arguments, records and polymorphic elements survive.
 * A {@link java.math.BigDecimal} comes back with its scale. Trailing content after the value is refused.
 *
 * <p>A fingerprint has the algorithm {@value #ALGORITHM}: SHA-256 over {@link CanonicalJson#ofValue} of the payload, in
 * which a {@link dev.semel.codec.ContentIdentity} is its identity at every place: in a member, a map, a set or an array
 * too, unless a serializer named by {@code @JsonSerialize(using = ...)} writes it. A
 * {@code String} payload is a JSON string, not a document: {@code "{}"} and {@code "{ }"} differ. For payloads that are
 * documents use {@link JsonTextFingerprinter}.
 *
 * <p>Failures are {@link JsonException}s, which never show content. Immutable and thread-safe.
 */
public final class JacksonCodec implements ResultCodec, Fingerprinter {

    /** The algorithm of this package's fingerprints. If the canonical form changes, so does this name. */
    public static final String ALGORITHM = "sha256-json1";

    private final ObjectMapper mapper;
    private final TypeSupport types;
    private final CanonicalJson canonical;
    private final @Nullable JacksonCodec asStored;

    /** For the mapper of {@link #create()}: types that it surely handles need no inspection by Jackson until used. */
    private final @Nullable PlainTypes plain;

    private JacksonCodec(
            ObjectMapper mapper, CanonicalJson canonical, @Nullable PlainTypes plain, @Nullable JacksonCodec asStored) {
        this.mapper = mapper;
        this.types = new TypeSupport(mapper, asStored != null);
        this.canonical = canonical;
        this.plain = plain;
        this.asStored = asStored;
    }

    private static JacksonCodec on(ObjectMapper mapper, @Nullable PlainTypes plain) {
        CanonicalJson canonical = CanonicalJson.on(mapper);
        return new JacksonCodec(mapper, canonical, plain, new JacksonCodec(mapper, canonical, plain, null));
    }

    /**
     * {@return a codec on a mapper made for stored results} The types of {@code java.time} are ISO 8601 text, fractions
     * without a declared type are read as {@code BigDecimal}s, unknown members are ignored (so that a result of a newer
     * version replays in an older one), and a missing primitive is an error instead of zero.
     */
    public static JacksonCodec create() {
        return on(Mappers.standard(), new PlainTypes());
    }

    /**
     * {@return a codec on a copy of {@code mapper}, made compact and strict about trailing content} Everything else is
     * as the mapper is configured. Register {@code JavaTimeModule} on it for {@code java.time}. Types that it cannot
     * handle are refused when an operation is built.
     *
     * @param mapper the mapper
     * @throws IllegalArgumentException if the mapper writes another format than JSON, or has default typing without a
     *     restriction of classes
     * @throws IllegalStateException if the mapper's class does not support copies
     */
    public static JacksonCodec of(ObjectMapper mapper) {
        ObjectMapper own = Mappers.copyOf(mapper);
        DefaultTyping.requireRestricted(own);
        return on(own, null);
    }

    @Override
    public <T> Blob encode(T value, TypeRef<T> type) {
        JavaType declared = javaType(type);
        try {
            ObjectWriter writer = mapper.writerFor(declared);
            if (asStored != null) {
                Supplier<Set<Class<?>>> classes = () -> types.of(declared).declared();
                if (SubclassSerializer.isSubclass(value.getClass())) { // the writer takes it for the declared class
                    SubclassSerializer.require(value, classes.get());
                }
                writer = writer.withAttribute(SubclassSerializer.DECLARED, classes);
            }
            return Blob.of(writer.writeValueAsBytes(value));
        } catch (JsonProcessingException | RuntimeException e) {
            throw Mappers.notWritable(value, e);
        }
    }

    @Override
    public <T> T decode(Blob bytes, TypeRef<T> type) {
        T value;
        try {
            value = mapper.readerFor(javaType(type)).readValue(bytes.toByteArray());
        } catch (IOException | RuntimeException e) {
            // the position in the bytes, but no path: its names may come from the bytes
            String place = e instanceof JsonProcessingException json ? JsonException.place(json.getLocation()) : "";
            throw JsonException.refused("Could not read the stored JSON as " + type + place, e);
        }
        if (value == null) {
            throw JsonException.refused("The stored JSON is null, which no " + type + " is");
        }
        return value;
    }

    /** {@return whether the mapper can write the type and read it back equal, as far as that shows without a value} */
    @Override
    public boolean supports(TypeRef<?> type) {
        return whyUnsupported(type).isEmpty();
    }

    @Override
    public Optional<String> whyUnsupported(TypeRef<?> type) {
        boolean sure = plain != null && plain.problemOfResult(type.type()) == null;
        return sure ? Optional.empty() : types.of(javaType(type)).problem();
    }

    /**
     * {@return a codec that also takes types and values that come back as other ones} Such are {@code Object}, {@code
     * JsonNode}, members with {@code @JsonIgnore}, and values of subclasses. What cannot be read at all is still
     * refused.
     */
    @Override
    public JacksonCodec forAnswersAsStored() {
        return asStored == null ? this : asStored;
    }

    /** {@return the fingerprint; null counts as JSON's null} */
    @Override
    public Fingerprint fingerprint(@Nullable Object payload) {
        return canonical.fingerprintOf(payload);
    }

    private JavaType javaType(TypeRef<?> type) {
        return mapper.constructType(type.type());
    }
}

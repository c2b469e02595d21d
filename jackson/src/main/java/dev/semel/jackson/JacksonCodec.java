// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.JsonTextFingerprinter;
import dev.semel.json.text.JsonText;
import dev.semel.json.type.ComparedTypes;
import dev.semel.json.type.EqualTypes;
import dev.semel.json.type.PlainTypes;
import dev.semel.json.type.Stored;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A codec that stores results as compact UTF-8 JSON with Jackson, and makes the fingerprints of payloads.
 *
 * <p>Results are written and read as their declared type, so type arguments, records and polymorphic elements survive.
 * A {@link java.math.BigDecimal} comes back with its scale. Trailing content after the value is refused. An operation
 * is refused when it is built unless its type of result is known to come back equal; the reference of codecs lists
 * these types. Code of the type is not seen: accessors, constructors and setters have to return and take its state.
 *
 * <p>A fingerprint has the algorithm {@value #ALGORITHM}: SHA-256 over {@link JacksonCanonicalJson#ofValue} of the
 * payload, in which a {@link dev.semel.codec.ContentIdentity} is its identity at every place: in a member, a map, a set
 * or an array too, unless a serializer named by {@code @JsonSerialize(using = ...)} writes it. A
 * {@code String} payload is a JSON string, not a document: {@code "{}"} and {@code "{ }"} differ. For payloads that are
 * documents use {@link JsonTextFingerprinter}.
 *
 * <p>A payload whose JSON does not show all of its state has no fingerprint: an operation with such an input is refused
 * when it is built, and a call whose payload turns out to hold one is refused before anything runs. State that a class
 * excludes itself, by {@code transient} or {@code @JsonIgnore}, is not compared.
 *
 * <p>Failures are {@link JsonException}s, which never show content. Immutable and thread-safe.
 */
public final class JacksonCodec implements ResultCodec, Fingerprinter {

    /** The algorithm of this package's fingerprints. If the canonical form changes, so does this name. */
    public static final String ALGORITHM = JsonText.ALGORITHM;

    private final ObjectMapper mapper;
    private final JacksonCanonicalJson canonical;

    /** The classes of {@link #comparedAsWritten} and {@link #comesBackEqual}. */
    private final Set<Class<?>> compared;

    private final TypeSupport readable;

    /** For the mapper of {@link #create()}: types that it surely handles need no inspection by Jackson until used. */
    private final @Nullable PlainTypes plain;

    /** The classes of {@link #comesBackEqual}; null if results need not come back equal. */
    private final @Nullable Set<Class<?>> trusted;

    /** Made when a type is not surely plain: it takes classes that a cold start should not load. */
    private volatile @Nullable EqualTypes equal;

    private JacksonCodec(
            ObjectMapper mapper,
            Set<Class<?>> compared,
            TypeSupport readable,
            @Nullable PlainTypes plain,
            @Nullable Set<Class<?>> trusted) {
        this.mapper = mapper;
        this.compared = Set.copyOf(compared);
        this.canonical = JacksonCanonicalJson.on(mapper, compared);
        this.readable = readable;
        this.plain = plain;
        this.trusted = trusted;
    }

    private static JacksonCodec on(ObjectMapper mapper, @Nullable PlainTypes plain) {
        JsonFactory factory = mapper.getFactory();
        factory.setStreamReadConstraints(
                Stored.limits(factory.streamReadConstraints(), factory.streamWriteConstraints()));
        return new JacksonCodec(mapper, Set.of(), new TypeSupport(mapper), plain, Set.of());
    }

    private JacksonCodec with(@Nullable Set<Class<?>> classes) {
        return new JacksonCodec(mapper, compared, readable, plain, classes);
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
     * handle are refused when an operation is built, and so is every type if the mapper has a setting that is not known
     * to be harmless.
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
            if (trusted != null) {
                if (SubclassSerializer.isSubclass(value.getClass())) { // the writer takes it for the declared class
                    SubclassSerializer.require(value, trusted);
                }
                writer = writer.withAttribute(SubclassSerializer.DECLARED, trusted);
            }
            byte[] json = writer.writeValueAsBytes(value);
            Stored.requireReadable(json, mapper.getFactory());
            return Blob.of(json);
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
        } catch (StackOverflowError e) {
            throw JsonException.refused("Nested deeper than the stack of the calling thread allows", e);
        }
        if (value == null) {
            throw JsonException.refused("The stored JSON is null, which no " + type + " is");
        }
        return value;
    }

    /** {@return whether the type is one of those that are known to come back equal, or is declared to be one} */
    @Override
    public boolean supports(TypeRef<?> type) {
        return whyUnsupported(type).isEmpty();
    }

    @Override
    public Optional<String> whyUnsupported(TypeRef<?> type) {
        return whyUnsupported(type.type());
    }

    Optional<String> whyUnsupported(Type type) {
        try {
            return problem(type);
        } catch (StackOverflowError e) { // of Jackson's own search, too
            return Optional.of(EqualTypes.ENDLESS);
        }
    }

    private Optional<String> problem(Type type) {
        if (plain != null && plain.isSure(type)) {
            return Optional.empty();
        }
        Optional<String> unreadable = readable.problem(mapper.constructType(type));
        return unreadable.isPresent() || trusted == null
                ? unreadable
                : Optional.ofNullable(equal(trusted).problem(type));
    }

    private EqualTypes equal(Set<Class<?>> classes) {
        EqualTypes known = equal;
        if (known == null) {
            known = new EqualTypes(new MapperForms(mapper, classes));
            equal = known;
        }
        return known;
    }

    /**
     * {@return a codec that takes your word for a class: its values come back equal} The class is not inspected then,
     * at any place of a result, nor is what it holds; it is still refused if it cannot be read at all. A value of a
     * subclass of such a class is refused when it is written: the outcome is {@code NotRecorded}. Use it for classes
     * that are not final and have no subclasses, and for those with serializers of your own that you have tested.
     *
     * @param type the class
     * @param more further classes
     */
    public JacksonCodec comesBackEqual(Class<?> type, Class<?>... more) {
        Set<Class<?>> classes = new HashSet<>(trusted == null ? Set.of() : trusted);
        classes.add(Objects.requireNonNull(type, "type"));
        classes.addAll(List.of(more));
        Set<Class<?>> also = new HashSet<>(compared);
        also.addAll(classes); // what comes back equal was written with all of its state
        return new JacksonCodec(mapper, also, readable, plain, Set.copyOf(classes));
    }

    /**
     * {@return a codec that takes your word for a class of payloads: its JSON is all that must be equal in calls with
     * one key} State that is not in the JSON is not compared then. Parts of its JSON are inspected as ever. Use it for
     * classes of libraries, and for those with serializers or annotations of yours that you have tested. A class that
     * {@link #comesBackEqual} needs no such word.
     *
     * @param type the class
     * @param more further classes
     */
    public JacksonCodec comparedAsWritten(Class<?> type, Class<?>... more) {
        Set<Class<?>> classes = new HashSet<>(compared);
        classes.add(Objects.requireNonNull(type, "type"));
        classes.addAll(List.of(more));
        return new JacksonCodec(mapper, classes, readable, plain, trusted);
    }

    /**
     * {@return a codec that also takes types and values that come back as other ones} Such are {@code Object}, {@code
     * JsonNode}, members with {@code @JsonIgnore}, and values of subclasses. What is known not to be readable at all is
     * still refused.
     */
    @Override
    public JacksonCodec forAnswersAsStored() {
        return trusted == null ? this : with(null);
    }

    /** {@return whether the JSON of a type shows all of its state, as far as its declaration shows} */
    @Override
    public boolean canFingerprint(TypeRef<?> type) {
        return whyNoFingerprint(type).isEmpty();
    }

    @Override
    public Optional<String> whyNoFingerprint(TypeRef<?> type) {
        try {
            return plain != null && plain.problemOfPayload(type.type()) == null
                    ? Optional.empty()
                    : Optional.ofNullable(new ComparedTypes(new MapperInputs(mapper, compared)).problem(type.type()));
        } catch (StackOverflowError e) { // of Jackson's own search, too
            return Optional.of(EqualTypes.ENDLESS);
        }
    }

    /** {@return the fingerprint; null counts as JSON's null} */
    @Override
    public Fingerprint fingerprint(@Nullable Object payload) {
        InputSerializers.requireIn(mapper);
        return canonical.fingerprintOf(payload);
    }

    private JavaType javaType(TypeRef<?> type) {
        return mapper.constructType(type.type());
    }
}

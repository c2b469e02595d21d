// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.text.CanonicalGenerator;
import dev.semel.json.text.CanonicalWriter;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A codec of plain types: the JSON of {@link JacksonCodec#create()}, byte for byte, and its fingerprints, without
 * Jackson's mapper. It uses Jackson's streaming API only, inspects the classes of what it writes when it writes them,
 * and prepares to read only when something is read. So it starts several times faster.
 *
 * <p>Plain types are records; beans with a constructor without parameters; enums; arrays; the collections and maps of
 * {@code java.util}; texts, numbers, truth values, {@code java.time}, {@code UUID} and {@code URI}; and all of these as
 * type arguments. They have no annotations of Jackson. An operation with any other type of result, or with such an
 * annotation in the declared type of its input, is refused when it is built, with the reason; take {@link JacksonCodec}
 * for it. Records that one of the two codecs stored are replayed by the other, and their fingerprints are equal, so an
 * operation may change its codec at any time.
 *
 * <p>What a value holds is written by its own class, whatever it is declared as. If that class is not plain, which no
 * declaration showed, a fingerprint is refused before anything runs, but a result only after the body has run: {@link
 * dev.semel.Outcome.NotRecorded}. Declare results as records.
 *
 * <p>Failures are {@link JsonException}s, which never show content. Limits: 1000 levels, as in Jackson's streaming API,
 * and numbers of a million digits. Thread-safe.
 */
public final class PlainJsonCodec implements ResultCodec, Fingerprinter {

    private final JsonFactory factory;
    private final PlainTypes types;
    private final PlainReaders readers;
    private final boolean requiresEqual;

    private PlainJsonCodec(JsonFactory factory, PlainTypes types, PlainReaders readers, boolean requiresEqual) {
        this.factory = factory;
        this.types = types;
        this.readers = readers;
        this.requiresEqual = requiresEqual;
    }

    /** {@return a codec} */
    public static PlainJsonCodec create() {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(
                        Stored.limits(StreamReadConstraints.defaults(), StreamWriteConstraints.defaults()))
                .build();
        PlainTypes types = new PlainTypes();
        return new PlainJsonCodec(factory, types, new PlainReaders(types), true);
    }

    @Override
    public <T> Blob encode(T value, TypeRef<T> type) {
        return encode(value, type.type());
    }

    Blob encode(Object value, Type type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = factory.createGenerator(bytes)) {
            write(value, PlainType.of(type, Map.of()), out);
        } catch (IOException e) {
            throw JsonException.refused("Could not write " + value.getClass().getName() + " as JSON", e);
        }
        byte[] json = bytes.toByteArray();
        Stored.requireReadable(json, factory);
        return Blob.of(json);
    }

    private void write(Object value, PlainType declared, JsonGenerator out) {
        PlainWriter writer = new PlainWriter(types, out);
        try {
            if (requiresEqual) {
                writer.writeExactly(declared, value);
            } else {
                writer.writeAs(declared.raw(), value);
            }
        } catch (IOException | RuntimeException e) {
            throw writer.failure(value, e);
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
    }

    private static JsonException tooDeep(StackOverflowError e) {
        return JsonException.refused("Nested deeper than the stack of the calling thread allows", e);
    }

    @Override
    @SuppressWarnings("unchecked") // the reader is that of the type
    public <T> T decode(Blob bytes, TypeRef<T> type) {
        return (T) decode(bytes, type.type());
    }

    Object decode(Blob bytes, Type type) {
        Object value;
        try (JsonParser parser = factory.createParser(bytes.toByteArray())) {
            value = read(parser, type);
        } catch (IOException | RuntimeException e) {
            // the position in the bytes, but no path: its names may come from the bytes
            String place = e instanceof JsonProcessingException json ? JsonException.place(json.getLocation()) : "";
            throw JsonException.refused("Could not read the stored JSON as " + type.getTypeName() + place, e);
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
        if (value == null) {
            throw JsonException.refused("The stored JSON is null, which no " + type.getTypeName() + " is");
        }
        return value;
    }

    private @Nullable Object read(JsonParser parser, Type type) throws IOException {
        if (parser.nextToken() == null) {
            throw PlainReader.unfit(parser);
        }
        Object value = parser.currentToken() == JsonToken.VALUE_NULL
                ? null
                : readers.of(PlainType.of(type, Map.of())).read(parser);
        if (parser.nextToken() != null) {
            throw PlainReader.unfit(parser);
        }
        return value;
    }

    /** {@return whether the type is plain and known to come back equal} */
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
            return Optional.ofNullable(requiresEqual ? types.problemOfEqual(type) : types.problemOfResult(type));
        } catch (StackOverflowError e) {
            return Optional.of(EqualTypes.ENDLESS);
        }
    }

    /**
     * {@return a codec that also takes plain types and values that come back as other ones} Such are values of
     * subclasses, classes with fields that have no accessor, and collections with an order of their own.
     */
    @Override
    public PlainJsonCodec forAnswersAsStored() {
        return requiresEqual ? new PlainJsonCodec(factory, types, readers, false) : this;
    }

    /** {@return whether values of the type can be written with all of their state, as far as its declaration shows} */
    @Override
    public boolean canFingerprint(TypeRef<?> type) {
        return whyNoFingerprint(type).isEmpty();
    }

    @Override
    public Optional<String> whyNoFingerprint(TypeRef<?> type) {
        try {
            return Optional.ofNullable(types.problemOfPayload(type.type()));
        } catch (StackOverflowError e) {
            return Optional.of(EqualTypes.ENDLESS);
        }
    }

    /** {@return the fingerprint; null counts as JSON's null} */
    @Override
    public Fingerprint fingerprint(@Nullable Object payload) {
        Sha256 digest = new Sha256();
        CanonicalWriter canonical = new CanonicalWriter(digest);
        PlainWriter writer = new PlainWriter(types, new CanonicalGenerator(canonical));
        try {
            writer.write(payload);
        } catch (IOException | RuntimeException e) {
            throw writer.failure(payload, e);
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
        canonical.finish();
        return new Fingerprint(JacksonCodec.ALGORITHM, digest.base64Url());
    }
}

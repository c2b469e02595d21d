// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.text.CanonicalWriter;
import dev.semel.json.text.JsonText;
import dev.semel.json.text.StoredWriter;
import dev.semel.json.type.EqualTypes;
import dev.semel.json.type.PlainType;
import dev.semel.json.type.PlainTypes;
import dev.semel.json.type.PlainWriter;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.Sha256;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A codec of plain types: the JSON of {@code JacksonCodec.create()}, byte for byte, and its fingerprints, without
 * Jackson's mapper. It writes by itself, inspects the classes of what it writes when it writes them, and prepares to
 * read, by Jackson's streaming API, only when something is read. So it starts several times faster.
 *
 * <p>Plain types are records; beans with a constructor without parameters; enums; arrays; the collections and maps of
 * {@code java.util}; texts, numbers, truth values, {@code java.time}, {@code UUID} and {@code URI}; and all of these as
 * type arguments. They have no annotations of Jackson. An operation with any other type of result, or with such an
 * annotation in the declared type of its input, is refused when it is built, with the reason; take {@code JacksonCodec}
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

    private final PlainTypes types;
    private final StoredReading.AtFirstUse reading;
    private final boolean requiresEqual;

    private PlainJsonCodec(PlainTypes types, StoredReading.AtFirstUse reading, boolean requiresEqual) {
        this.types = types;
        this.reading = reading;
        this.requiresEqual = requiresEqual;
    }

    /** {@return a codec} */
    public static PlainJsonCodec create() {
        PlainTypes types = new PlainTypes();
        return new PlainJsonCodec(types, new StoredReading.AtFirstUse(types), true);
    }

    @Override
    public <T> Blob encode(T value, TypeRef<T> type) {
        return encode(value, type.type());
    }

    Blob encode(Object value, Type type) {
        StoredWriter out = new StoredWriter();
        write(value, PlainType.of(type, Map.of()), out);
        Blob json = out.toBlob();
        if (out.isUnusual()) {
            reading.get().requireReadable(json.toByteArray());
        }
        return json;
    }

    private void write(Object value, PlainType declared, StoredWriter out) {
        PlainWriter writer = PlainWriter.ofValue(types, out);
        try {
            if (requiresEqual) {
                writer.writeExactly(declared, value);
            } else {
                writer.writeAs(declared.raw(), value);
            }
        } catch (RuntimeException e) {
            throw writer.failure(value, e);
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
    }

    static JsonException tooDeep(StackOverflowError e) {
        return JsonException.refused("Nested deeper than the stack of the calling thread allows", e);
    }

    @Override
    @SuppressWarnings("unchecked") // the reader is that of the type
    public <T> T decode(Blob bytes, TypeRef<T> type) {
        return (T) decode(bytes, type.type());
    }

    Object decode(Blob bytes, Type type) {
        return reading.get().value(bytes.toByteArray(), type);
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
        return requiresEqual ? new PlainJsonCodec(types, reading, false) : this;
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
        PlainWriter writer = PlainWriter.ofFingerprint(types, canonical);
        try {
            writer.write(payload);
        } catch (RuntimeException e) {
            throw writer.failure(payload, e);
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
        canonical.finish();
        return new Fingerprint(JsonText.ALGORITHM, digest.base64Url());
    }
}

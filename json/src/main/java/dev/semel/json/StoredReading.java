// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import dev.semel.json.type.PlainReader;
import dev.semel.json.type.PlainReaders;
import dev.semel.json.type.PlainType;
import dev.semel.json.type.PlainTypes;
import dev.semel.json.type.Stored;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reading of what {@link PlainJsonCodec} has written, by Jackson's parsers. Thread-safe. */
final class StoredReading {

    private final JsonFactory factory = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(Stored.limits(StreamReadConstraints.defaults(), StreamWriteConstraints.defaults()))
            .build();
    private final PlainReaders readers;

    private StoredReading(PlainTypes types) {
        this.readers = new PlainReaders(types);
    }

    /** The reading of one codec, prepared when something is read first: what only writes loads nothing of Jackson. */
    static final class AtFirstUse {

        private final PlainTypes types;
        private volatile @Nullable StoredReading prepared;

        AtFirstUse(PlainTypes types) {
            this.types = types;
        }

        /** {@return the reading} Two threads may prepare one each; either will do. */
        StoredReading get() {
            StoredReading known = prepared;
            if (known == null) {
                known = new StoredReading(types);
                prepared = known;
            }
            return known;
        }
    }

    /** Refuses JSON that Jackson does not read. */
    void requireReadable(byte[] json) {
        Stored.requireReadable(json, factory);
    }

    /** {@return the value of stored bytes} */
    Object value(byte[] json, Type type) {
        Object value;
        try (JsonParser parser = factory.createParser(json)) {
            value = read(parser, type);
        } catch (IOException | RuntimeException e) {
            // the position in the bytes, but no path: its names may come from the bytes
            String place = e instanceof JsonProcessingException failed ? JsonException.place(failed.getLocation()) : "";
            throw JsonException.refused("Could not read the stored JSON as " + type.getTypeName() + place, e);
        } catch (StackOverflowError e) {
            throw PlainJsonCodec.tooDeep(e);
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
}

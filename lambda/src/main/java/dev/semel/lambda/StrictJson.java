// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Strict reading and writing of JSON documents: no repeated names, nothing after the document. For this module only. */
public final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private static final ObjectWriter WRITER = MAPPER.writer();

    private StrictJson() {}

    public static JsonNode read(String event, InputStream document) {
        try {
            return READER.readTree(document);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw InvalidEventException.notJson(
                    event, at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
        } catch (IOException e) {
            throw InvalidEventException.unreadable(event);
        }
    }

    /** Reads a document of our own; the exception has no cause that could show it. */
    public static JsonNode read(String document) {
        try {
            return READER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A stored response is not one JSON document");
        }
    }

    public static String text(JsonNode document) {
        try {
            return WRITER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree of texts and numbers can always be written", e);
        }
    }

    public static byte[] bytes(JsonNode document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree of texts and numbers can always be written", e);
        }
    }
}

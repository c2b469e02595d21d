// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.lambda.InvalidEventException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Strict reading and writing of JSON documents: no repeated names, exact numbers, nothing after the document. */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private static final ObjectWriter WRITER = MAPPER.writer();

    private StrictJson() {}

    static JsonNode read(String event, InputStream document) {
        try {
            return READER.readTree(document);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ": at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String problem = e.getOriginalMessage().startsWith("Duplicate field")
                    ? " has two members of one name in an object" // the name is the sender's, and is not shown
                    : " is not one JSON document";
            throw InvalidEventException.of(
                    event + problem + where + ". Pass on the bytes of the invocation as they came");
        } catch (NumberFormatException e) { // of exponents with more digits than any number needs
            throw InvalidEventException.of(
                    event + ": the document has a number beyond all limits. Have the sender write it as a text");
        } catch (IOException e) {
            throw InvalidEventException.of(
                    event + " could not be read to its end. Let the invocation fail, so that it is delivered again");
        }
    }

    /** Reads a document of our own; the exception has no cause that could show it. */
    static JsonNode read(String document) {
        try {
            return READER.readTree(document);
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new IllegalArgumentException("A stored response is not one JSON document");
        }
    }

    static String text(JsonNode document) {
        try {
            return WRITER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree of texts and numbers can always be written", e);
        }
    }

    static byte[] bytes(JsonNode document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree of texts and numbers can always be written", e);
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.semel.json.JsonException;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A strict reader of JSON documents as Jackson's tokens: one value and nothing after it. Immutable and thread-safe. */
public final class JsonText {

    /** The algorithm of fingerprints of canonical JSON. If the canonical form changes, so does this name. */
    public static final String ALGORITHM = "sha256-json1";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Created without Jackson's shared table of names: the number of names in payloads is unbounded, and nothing may be
     * kept between calls.
     */
    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CanonicalWriter.MAX_DEPTH)
                    .maxNumberLength(CanonicalNumber.MAX_LENGTH)
                    .build())
            .build();

    /** A consumer of the tokens of one value, from its first to its last one. */
    public interface Consumer {
        void accept(JsonParser atFirstToken) throws IOException;
    }

    /** {@return the canonical form of a whole document} */
    public Blob canonicalOf(String json) {
        CanonicalWriter out = new CanonicalWriter();
        read(json, parser -> copy(parser, out));
        return Blob.of(out.toBytes());
    }

    /** {@return the fingerprint of a whole document} */
    public Fingerprint fingerprintOf(String json) {
        Sha256 digest = new Sha256();
        CanonicalWriter out = new CanonicalWriter(digest);
        read(json, parser -> copy(parser, out));
        out.finish();
        return new Fingerprint(ALGORITHM, digest.base64Url());
    }

    /** Reads a whole document. */
    public void read(String json, Consumer consumer) {
        try (JsonParser parser = factory.createParser(json)) {
            whole(parser, consumer);
        } catch (JsonProcessingException e) {
            throw JsonException.notJson(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    /** Reads everything that {@code parser} has. */
    public void whole(JsonParser parser, Consumer consumer) throws IOException {
        if (parser.nextToken() == null) {
            throw JsonException.refused("Not JSON: the text is empty");
        }
        consumer.accept(parser);
        if (parser.nextToken() != null) {
            throw JsonException.refused("Not JSON: there is more after the end of the value");
        }
    }

    /** Copies the value at the parser's token to {@code out}. */
    public static void copy(JsonParser parser, CanonicalWriter out) throws IOException {
        int depth = 0;
        do {
            switch (parser.currentToken()) {
                case START_OBJECT -> {
                    out.startObject(false);
                    depth++;
                }
                case END_OBJECT -> {
                    out.endObject();
                    depth--;
                }
                case START_ARRAY -> {
                    out.startArray(false);
                    depth++;
                }
                case END_ARRAY -> {
                    out.endArray();
                    depth--;
                }
                case FIELD_NAME -> out.name(parser.currentName());
                case VALUE_STRING ->
                    out.string(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    out.number(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                case VALUE_TRUE -> out.literal("true");
                case VALUE_FALSE -> out.literal("false");
                case VALUE_NULL -> out.literal("null");
                case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw JsonException.refused("A parser of text gave " + parser.currentToken());
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    /**
     * {@return the text of UTF-8 bytes; a byte order mark is skipped as RFC 8259 allows} Malformed bytes are an error:
     * a lenient parser would read different bytes as equal texts.
     */
    public static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // a replacement, or a real U+FFFD: only now is the slow, strict way needed
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            } catch (CharacterCodingException e) {
                throw JsonException.refused("Not JSON: the bytes are not UTF-8", e);
            }
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}

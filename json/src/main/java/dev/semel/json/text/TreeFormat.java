// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reading and writing of trees: exact numbers, no two members of one name, nothing after the value. Its failures are
 * Jackson's own, which may quote the document. Thread-safe.
 */
public final class TreeFormat {

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A format. */
    public TreeFormat() {}

    /** {@return the value of a text; missing if there is none} Throws a {@link NumberFormatException} too. */
    public JsonTree read(String document) throws IOException {
        try (JsonParser parser = factory.createParser(document)) {
            return whole(parser);
        }
    }

    /** {@return the value of bytes, whose encoding is found out; missing if there is none} */
    public JsonTree read(InputStream document) throws IOException {
        try (JsonParser parser = factory.createParser(document)) {
            return whole(parser);
        }
    }

    private static JsonTree whole(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return JsonTree.Word.MISSING;
        }
        JsonTree value = value(parser);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "There is more after the value", parser.currentTokenLocation());
        }
        return value;
    }

    private static JsonTree value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> JsonTree.of(parser.getText());
            case VALUE_NUMBER_INT -> new JsonTree.Whole(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> new JsonTree.Fraction(withoutZeros(parser.getDecimalValue()));
            case VALUE_TRUE -> JsonTree.Word.TRUE;
            case VALUE_FALSE -> JsonTree.Word.FALSE;
            case VALUE_NULL -> JsonTree.Word.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new JsonParseException(parser, "No value", parser.currentTokenLocation());
        };
    }

    private static JsonTree members(JsonParser parser) throws IOException {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new JsonTree.Members(members);
    }

    private static JsonTree elements(JsonParser parser) throws IOException {
        List<JsonTree> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new JsonTree.Elements(elements);
    }

    private static BigDecimal withoutZeros(BigDecimal number) {
        try {
            return number.stripTrailingZeros();
        } catch (ArithmeticException e) { // the exponent would be beyond that of a BigDecimal
            return number;
        }
    }

    /** {@return a value as a text} */
    public String text(JsonTree value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(text)) {
            value.copyTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("A tree of texts and numbers can always be written", e);
        }
        return text.toString();
    }

    /** {@return a value in UTF-8} Throws an {@link UncheckedIOException} if it has half of a surrogate pair. */
    public byte[] bytes(JsonTree value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = factory.createGenerator(bytes)) {
            value.copyTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("A tree of texts and numbers can always be written", e);
        }
        return bytes.toByteArray();
    }
}

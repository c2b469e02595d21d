// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reader of an enum's constants: by name, or like Jackson by position. Immutable and thread-safe. */
final class EnumReader implements PlainReader {

    private final Object[] constants;
    private final Map<String, Object> byName = new HashMap<>();

    EnumReader(Class<?> type) {
        constants = Objects.requireNonNull(type.getEnumConstants(), "an enum");
        for (Object each : constants) {
            byName.put(((Enum<?>) each).name(), each);
        }
    }

    /** {@return the constant of a name} */
    Object named(String name) {
        Object constant = byName.get(name);
        if (constant == null) {
            throw new IllegalArgumentException("no constant of that name");
        }
        return constant;
    }

    @Override
    public @Nullable Object read(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return at(parser.getIntValue(), parser);
        }
        PlainReaders.expect(parser, JsonToken.VALUE_STRING);
        String name = parser.getText();
        Object constant = byName.get(name);
        return constant == null ? lenient(name.trim(), parser) : constant;
    }

    private @Nullable Object lenient(String name, JsonParser parser) throws IOException {
        Object constant = byName.get(name);
        if (constant != null) {
            return constant;
        }
        if (!isIndex(name)) {
            throw PlainReader.unfit(parser);
        }
        return at(Integer.parseInt(name), parser);
    }

    /** {@return whether a text is a number that no array is too short to count to} */
    private static boolean isIndex(String name) {
        boolean digits = !name.isEmpty() && name.length() < 10 && (name.length() == 1 || name.charAt(0) != '0');
        for (int i = 0; i < name.length(); i++) {
            digits &= name.charAt(i) >= '0' && name.charAt(i) <= '9';
        }
        return digits;
    }

    private Object at(int index, JsonParser parser) throws IOException {
        if (index < 0 || index >= constants.length) {
            throw PlainReader.unfit(parser);
        }
        return constants[index];
    }
}

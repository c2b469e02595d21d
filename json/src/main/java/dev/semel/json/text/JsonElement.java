// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import dev.semel.json.JsonException;
import dev.semel.model.Blob;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value in memory, with exact numbers. Each way to look into it answers for a value of every kind, as reading of
 * documents from outside needs. It has no pattern switches, which cost a generated class each at a cold start.
 * Immutable; {@code toString} shows no content.
 */
public sealed interface JsonElement {

    /**
     * An object.
     *
     * @param members the members by name, in their order
     */
    record Members(Map<String, JsonElement> members) implements JsonElement {

        /** Copies the members. */
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public JsonElement at(String name) {
            JsonElement member = members.get(name);
            return member == null ? Word.MISSING : member;
        }

        @Override
        public Collection<JsonElement> children() {
            return members.values();
        }

        @Override
        public boolean isObject() {
            return true;
        }

        @Override
        public boolean isScalar() {
            return false;
        }

        @Override
        public void copyTo(CanonicalWriter out) {
            out.startObject(false);
            for (Map.Entry<String, JsonElement> member : members.entrySet()) {
                out.name(member.getKey());
                member.getValue().copyTo(out);
            }
            out.endObject();
        }

        @Override
        public void copyTo(JsonGenerator out) throws IOException {
            out.writeStartObject();
            for (Map.Entry<String, JsonElement> member : members.entrySet()) {
                out.writeFieldName(member.getKey());
                member.getValue().copyTo(out);
            }
            out.writeEndObject();
        }

        @Override
        public String toString() {
            return "an object";
        }
    }

    /**
     * An array.
     *
     * @param elements the elements
     */
    record Elements(List<JsonElement> elements) implements JsonElement {

        /** Copies the elements. */
        public Elements {
            elements = List.copyOf(elements);
        }

        @Override
        public JsonElement at(int index) {
            return index >= 0 && index < elements.size() ? elements.get(index) : Word.MISSING;
        }

        @Override
        public Collection<JsonElement> children() {
            return elements;
        }

        @Override
        public boolean isArray() {
            return true;
        }

        @Override
        public boolean isScalar() {
            return false;
        }

        @Override
        public void copyTo(CanonicalWriter out) {
            out.startArray(false);
            for (JsonElement element : elements) {
                element.copyTo(out);
            }
            out.endArray();
        }

        @Override
        public void copyTo(JsonGenerator out) throws IOException {
            out.writeStartArray();
            for (JsonElement element : elements) {
                element.copyTo(out);
            }
            out.writeEndArray();
        }

        @Override
        public String toString() {
            return "an array";
        }
    }

    /**
     * A string.
     *
     * @param text its characters
     */
    record Text(String text) implements JsonElement {

        @Override
        public void copyTo(CanonicalWriter out) {
            out.string(text);
        }

        @Override
        public void copyTo(JsonGenerator out) throws IOException {
            out.writeString(text);
        }

        @Override
        public String spelling() {
            return text;
        }

        @Override
        public String toString() {
            return "a text";
        }
    }

    /**
     * A number without fraction and exponent.
     *
     * @param whole the number
     */
    record Whole(BigInteger whole) implements JsonElement {

        @Override
        public BigDecimal decimal() {
            return new BigDecimal(whole);
        }

        @Override
        public void copyTo(CanonicalWriter out) {
            out.number(whole);
        }

        @Override
        public void copyTo(JsonGenerator out) throws IOException {
            out.writeNumber(whole);
        }

        @Override
        public String spelling() {
            return whole.toString();
        }

        @Override
        public String toString() {
            return "a number";
        }
    }

    /**
     * A number that is written with a fraction or an exponent.
     *
     * @param decimal the number
     */
    record Fraction(BigDecimal decimal) implements JsonElement {

        @Override
        public void copyTo(CanonicalWriter out) {
            out.number(decimal);
        }

        @Override
        public void copyTo(JsonGenerator out) throws IOException {
            out.writeNumber(decimal);
        }

        @Override
        public String spelling() {
            return decimal.toString();
        }

        @Override
        public String toString() {
            return "a number";
        }
    }

    /** A value without content of its own. */
    enum Word implements JsonElement {
        /** True. */
        TRUE("true"),
        /** False. */
        FALSE("false"),
        /** Null. */
        NULL("null"),
        /** No value: what is found where nothing is. */
        MISSING("");

        private final String spelling;

        Word(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public boolean isScalar() {
            return this != MISSING;
        }

        @Override
        public void copyTo(CanonicalWriter out) {
            if (this == MISSING) {
                throw JsonException.refused("A missing value has no canonical form: absent is not null");
            }
            out.literal(spelling);
        }

        @Override
        public void copyTo(JsonGenerator out) throws IOException {
            if (isBoolean()) {
                out.writeBoolean(this == TRUE);
            } else if (this == NULL) {
                out.writeNull();
            } else {
                throw JsonException.refused("A missing value is not written: absent is not null");
            }
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    /** {@return a string} */
    static JsonElement of(String text) {
        return new Text(text);
    }

    /** {@return a whole number} */
    static JsonElement of(long number) {
        return new Whole(BigInteger.valueOf(number));
    }

    /** {@return true or false} */
    static JsonElement of(boolean truth) {
        return truth ? Word.TRUE : Word.FALSE;
    }

    /** {@return an array of strings} */
    static JsonElement ofTexts(Collection<String> texts) {
        return new Elements(texts.stream().map(JsonElement::of).toList());
    }

    /** {@return the member of a name; missing if there is none} */
    default JsonElement at(String name) {
        return Word.MISSING;
    }

    /** {@return the element at an index; missing if there is none} */
    default JsonElement at(int index) {
        return Word.MISSING;
    }

    /** {@return the value that a pointer names; missing if there is none} */
    default JsonElement at(JsonPointer pointer) {
        JsonElement found = this;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            found = found.isArray() ? found.at(rest.getMatchingIndex()) : found.at(rest.getMatchingProperty());
        }
        return found;
    }

    /** {@return the members of an object by name, in their order; none of any other value} */
    default Map<String, JsonElement> members() {
        return Map.of();
    }

    /** {@return the elements of an array; none of any other value} */
    default List<JsonElement> elements() {
        return List.of();
    }

    /** {@return the values of an object's members, or the elements of an array; none of any other value} */
    default Collection<JsonElement> children() {
        return List.of();
    }

    /** {@return whether an object has a member of a name, which may be null} */
    default boolean has(String name) {
        return members().containsKey(name);
    }

    default boolean isObject() {
        return false;
    }

    default boolean isArray() {
        return false;
    }

    /** {@return whether this is a string, a number, true, false or null} */
    default boolean isScalar() {
        return true;
    }

    default boolean isText() {
        return text() != null;
    }

    default boolean isNumber() {
        return decimal() != null;
    }

    default boolean isBoolean() {
        return this == Word.TRUE || this == Word.FALSE;
    }

    default boolean isTrue() {
        return this == Word.TRUE;
    }

    default boolean isNull() {
        return this == Word.NULL;
    }

    default boolean isMissing() {
        return this == Word.MISSING;
    }

    /** {@return the characters of a string; null of any other value} */
    default @Nullable String text() {
        return null;
    }

    /** {@return the number that is written without fraction and exponent; null of any other value} */
    default @Nullable BigInteger whole() {
        return null;
    }

    /** {@return the number; null of any other value} */
    default @Nullable BigDecimal decimal() {
        return null;
    }

    /** {@return a string, or how Java spells a number, a boolean or null; empty of any other value} */
    default String spelling() {
        return "";
    }

    /** Writes this value in canonical form. */
    void copyTo(CanonicalWriter out);

    /** Writes this value. */
    void copyTo(JsonGenerator out) throws IOException;

    /** {@return the canonical form} Throws a {@link JsonException} if there is none. */
    default String canonical() {
        CanonicalWriter out = new CanonicalWriter();
        copyTo(out);
        return Blob.of(out.toBytes()).toUtf8();
    }
}

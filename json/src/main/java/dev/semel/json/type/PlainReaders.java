// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The readers of types that {@link PlainTypes} lets pass, made at their first use. Thread-safe. */
public final class PlainReaders {

    private final PlainTypes types;
    private final Map<PlainType, PlainReader> readers = new ConcurrentHashMap<>();

    public PlainReaders(PlainTypes types) {
        this.types = types;
    }

    /**
     * {@return the reader of a type} It makes the readers of its parts when they are needed, as types are recursive.
     */
    public PlainReader of(PlainType type) {
        PlainReader known = readers.get(type);
        if (known == null) {
            known = make(type);
            readers.put(type, known);
        }
        return known;
    }

    /** {@return the value of a part, whose declared type may be primitive: then it is not null} */
    @Nullable
    Object part(JsonParser parser, PlainType type) throws IOException {
        Object value = parser.currentToken() == JsonToken.VALUE_NULL ? null : of(type).read(parser);
        if (value == null && type.raw().isPrimitive()) {
            throw PlainReader.unfit(parser);
        }
        return value;
    }

    private PlainReader make(PlainType type) {
        Class<?> raw = type.raw();
        PlainReader scalar = ScalarReader.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw == String.class) {
            return PlainReaders::text;
        }
        if (raw.isArray()) {
            return new ArrayReader(this, type);
        }
        if (raw.isEnum()) {
            return new EnumReader(raw);
        }
        Function<String, ?> ofText = ofText(raw);
        if (ofText != null) {
            boolean anyScalar = raw == UUID.class || raw == URI.class;
            return parser -> parsed(parser, ofText, anyScalar);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return parser -> collection(parser, type);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return parser -> map(parser, type);
        }
        return raw.isRecord() ? new RecordReader(this, type) : new BeanReader(this, type, types.members(raw));
    }

    private static @Nullable Function<String, ?> ofText(Class<?> raw) {
        if (raw == UUID.class) {
            return UuidTexts::read;
        }
        if (raw == URI.class) {
            return text -> URI.create(text.trim());
        }
        return TimeTexts.parser(raw);
    }

    private static @Nullable Object parsed(JsonParser parser, Function<String, ?> ofText, boolean anyScalar)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && !(anyScalar && token.isScalarValue())) {
            throw PlainReader.unfit(parser);
        }
        try {
            return ofText.apply(parser.getText());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw PlainReader.unfit(parser);
        }
    }

    private static @Nullable Object text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (!token.isScalarValue()) {
            throw PlainReader.unfit(parser);
        }
        return parser.getText();
    }

    private Object collection(JsonParser parser, PlainType type) throws IOException {
        PlainType element = type.argument(0);
        Collection<@Nullable Object> all = empty(type.raw(), element.raw());
        expect(parser, JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = part(parser, element);
            if (value != null || type.raw() != EnumSet.class) {
                all.add(value);
            }
        }
        return all;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum, known at run time only
    private static Collection<@Nullable Object> empty(Class<?> collection, Class<?> element) {
        if (collection == EnumSet.class) {
            return (Collection) EnumSet.noneOf((Class) element);
        }
        Collection<@Nullable Object> made = PlainContainers.emptyCollection(collection);
        if (made == null) {
            throw new IllegalStateException("checked when the operation was built: " + collection.getName());
        }
        return made;
    }

    private Object map(JsonParser parser, PlainType type) throws IOException {
        Map<Object, @Nullable Object> all =
                emptyMap(type.raw(), type.argument(0).raw());
        Function<String, ?> name = nameReader(type.argument(0).raw());
        expect(parser, JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Object key = name(parser, name);
            parser.nextToken();
            all.put(key, part(parser, type.argument(1)));
        }
        return all;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum, known at run time only
    private static Map<Object, @Nullable Object> emptyMap(Class<?> map, Class<?> key) {
        if (map == EnumMap.class) {
            return (Map) new EnumMap((Class) key);
        }
        Map<Object, @Nullable Object> made = PlainContainers.emptyMap(map);
        if (made == null) {
            throw new IllegalStateException("checked when the operation was built: " + map.getName());
        }
        return made;
    }

    private static Object name(JsonParser parser, Function<String, ?> reader) throws IOException {
        try {
            return reader.apply(parser.currentName());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw PlainReader.unfit(parser);
        }
    }

    private static Function<String, ?> nameReader(Class<?> key) {
        if (key.isEnum()) {
            return new EnumReader(key)::named;
        }
        return switch (key.getName()) {
            case "java.lang.String" -> name -> name;
            case "java.lang.Integer" -> Integer::valueOf;
            case "java.lang.Long" -> Long::valueOf;
            case "java.lang.Short" -> Short::valueOf;
            case "java.lang.Byte" -> Byte::valueOf;
            case "java.lang.Boolean" -> PlainReaders::truth;
            case "java.lang.Character" -> PlainReaders::character;
            case "java.math.BigInteger" -> BigInteger::new;
            case "java.math.BigDecimal" -> DecimalText::parse;
            case "java.util.UUID" -> UUID::fromString;
            default -> timeReader(key);
        };
    }

    private static Function<String, ?> timeReader(Class<?> key) {
        Function<String, ?> time = TimeTexts.parser(key);
        if (time == null) {
            throw new IllegalStateException("checked when the operation was built: " + key.getName());
        }
        return time;
    }

    private static Boolean truth(String name) {
        return switch (name) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Character character(String name) {
        if (name.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return name.charAt(0);
    }

    static void expect(JsonParser parser, JsonToken token) throws IOException {
        if (parser.currentToken() != token) {
            throw PlainReader.unfit(parser);
        }
    }
}

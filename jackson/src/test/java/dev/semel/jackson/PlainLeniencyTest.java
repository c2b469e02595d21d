// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.codec.TypeRef;
import dev.semel.jackson.PlainSamples.Box;
import dev.semel.jackson.PlainSamples.Clerk;
import dev.semel.jackson.PlainSamples.Level;
import dev.semel.jackson.PlainSamples.Line;
import dev.semel.jackson.PlainSamples.Order;
import dev.semel.jackson.PlainSamples.Person;
import dev.semel.jackson.PlainSamples.Primitives;
import dev.semel.jackson.PlainSamples.Sample;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.Blob;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JSON that the codec on a mapper reads, also of another version of a type, is the same value for the plain one. */
@NullMarked
class PlainLeniencyTest {

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1",
            "7",
            "-1",
            "127",
            "128",
            "200",
            "255",
            "256",
            "-129",
            "32768",
            "65535",
            "65536",
            "2147483648",
            "-2147483649",
            "9223372036854775808",
            "1.0",
            "1.5",
            "-0.0",
            "1e2",
            "1e400",
            "-1e400",
            "1.5e-400",
            "1E+3",
            "1e100000",
            "12345678901234567890123",
            "\"\"",
            "\" \"",
            "\"null\"",
            "\" null \"",
            "\"NaN\"",
            "\"-INF\"",
            "\"Infinity\"",
            "\" NaN\"",
            "\"1\"",
            "\" 1 \"",
            "\"+1\"",
            "\"-1\"",
            "\"01\"",
            "\"1.0\"",
            "\"1e2\"",
            "\".5\"",
            "\"5.\"",
            "\"1_0\"",
            "\"0x10\"",
            "\"300\"",
            "\"70000\"",
            "\"3000000000\"",
            "\"99999999999999999999\"",
            "\"true\"",
            "\"True\"",
            "\"tRue\"",
            "\" false \"",
            "\"a\"",
            "\"ab\"",
            "\"LOW\"",
            "\" HIGH \"",
            "\"low\"",
            "\"2\"",
            "\"02\"",
            "\"9\"",
            "\"00000000-0000-0001-ffff-fffffffffffe\"",
            "\"0000000000000001fffffffffffffffe\"",
            "\"1-1-1-1-1\"",
            "\"zzzzzzzz-0000-0001-ffff-fffffffffffe\"",
            "\"AAAAAAAAAAEAAAAAAAAAAg\"",
            "\"2026-01-01T00:00:00Z\"",
            "\"PT1S\"",
            "\"2026\"",
            "2026",
            "\"https://a.b\"",
            "\" https://a.b \"",
            "\"a b\"",
            "\"AQI=\"",
            "\"AQI\"",
            "\"A\"",
            "\"!\"",
            "[]",
            "[1]",
            "[null]",
            "[\"a\"]",
            "[\"1\",2,true]",
            "[\"LOW\",0,null]",
            "[[1]]",
            "{}",
            "{\"a\":1}",
            "{\"LOW\":1}",
            "{\"1\":\"x\"}",
            "{\" 1\":2}",
            "{\"a\":null}",
            "{\"content\":1}",
            "{\"content\":\"1\",\"content\":2}",
            "{\"content\":{\"content\":[]},\"more\":[{}]}",
            "",
            " ",
            "1 2",
            "{\"a\":1}}",
            "[1",
            "nul",
            "{\"a\"}",
            "'a'",
            "[1,]",
            "{\"sku\":1,\"count\":\"2\",\"price\":\"3.50\"}",
            "{\"count\":1.9,\"sku\":true}",
            "{\"sku\":\"a\"}",
            "{\"sku\":\"a\",\"count\":null}",
            "{\"sku\":{},\"count\":1}",
            "{\"sku\":\"a\",\"sku\":\"b\",\"count\":1}",
            "{\"count\":1,\"price\":1,\"sku\":\"a\",\"sku\":\"b\"}",
            "{\"count\":1,\"price\":1,\"sku\":\"a\",\"new\":[{\"sku\":1}]}",
            "{\"name\":5,\"age\":\"6\",\"active\":1}",
            "{\"name\":null,\"age\":null}",
            "{\"age\":1,\"age\":2,\"secret\":\"s\",\"unseen\":\"x\",\"open\":4}",
            "{\"active\":null}",
            "{\"wrapped\":null,\"url\":\"u\",\"URL\":\"v\",\"level\":1,\"derived\":9}",
            "{\"badges\":null,\"badge\":{\"count\":1},\"title\":\"t\",\"onlySet\":3}",
            "{\"badges\":[{\"count\":2}]}");

    private final PlainJsonCodec plain = PlainJsonCodec.create();
    private final JacksonCodec jackson = JacksonCodec.create();

    static Stream<TypeRef<?>> types() {
        Stream<TypeRef<?>> scalars = Stream.<Class<?>>of(
                        Integer.class,
                        Long.class,
                        Short.class,
                        Byte.class,
                        Double.class,
                        Float.class,
                        Boolean.class,
                        Character.class,
                        String.class,
                        BigDecimal.class,
                        BigInteger.class,
                        UUID.class,
                        URI.class,
                        Level.class,
                        Instant.class,
                        Duration.class,
                        Year.class,
                        int.class,
                        long.class,
                        short.class,
                        byte.class,
                        double.class,
                        float.class,
                        boolean.class,
                        char.class,
                        byte[].class,
                        char[].class,
                        int[].class,
                        boolean[].class,
                        double[].class,
                        String[].class,
                        Level[].class,
                        Line.class,
                        Person.class,
                        Clerk.class,
                        Primitives.class)
                .map(TypeRef::of);
        return Stream.concat(
                scalars,
                Stream.of(
                        new TypeRef<List<Integer>>() {},
                        new TypeRef<List<String>>() {},
                        new TypeRef<List<Level>>() {},
                        new TypeRef<EnumSet<Level>>() {},
                        new TypeRef<Map<String, Integer>>() {},
                        new TypeRef<Map<String, String>>() {},
                        new TypeRef<Map<Integer, String>>() {},
                        new TypeRef<Map<Level, Integer>>() {},
                        new TypeRef<EnumMap<Level, Integer>>() {},
                        new TypeRef<Map<Character, Integer>>() {},
                        new TypeRef<Map<Boolean, Integer>>() {},
                        new TypeRef<Map<BigDecimal, Integer>>() {},
                        new TypeRef<Map<UUID, Integer>>() {},
                        new TypeRef<Box<Box<List<Long>>>>() {},
                        new TypeRef<Box<Integer>>() {}));
    }

    @ParameterizedTest
    @MethodSource("types")
    void anyJsonIsReadAlike(TypeRef<?> type) {
        for (String json : VALUES) {
            sameReading(json, type);
        }
    }

    /** Results as they are stored, with parts of them changed at random. */
    @Test
    void changedResultsAreReadAlike() {
        Random random = new Random(14);
        List<Sample> samples = PlainSamples.results().toList();
        for (int i = 0; i < 2000; i++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            Object value = sample.values().get(random.nextInt(sample.values().size()));
            String json = stored(value, sample.type());
            sameReading(changed(json, random), sample.type());
            sameReading(json, samples.get(random.nextInt(samples.size())).type());
        }
    }

    @SuppressWarnings("unchecked")
    private <T> String stored(Object value, TypeRef<T> type) {
        return jackson.forAnswersAsStored().encode((T) value, type).toUtf8(); // values of subclasses too
    }

    /** {@return the text with one JSON value, or one character, replaced} */
    private static String changed(String json, Random random) {
        int at = random.nextInt(json.length());
        if (random.nextBoolean()) {
            return json.substring(0, at) + "\"{}[],:0x ".charAt(random.nextInt(10)) + json.substring(at + 1);
        }
        int start = json.indexOf(':', at) + 1;
        int end = start;
        while (end < json.length() && ",}]".indexOf(json.charAt(end)) < 0) {
            end++;
        }
        return json.substring(0, start) + VALUES.get(random.nextInt(VALUES.size())) + json.substring(end);
    }

    private void sameReading(String json, TypeRef<?> type) {
        String read = reading(() -> shown(plain.decode(Blob.utf8(json), type)));
        String expected = reading(() -> shown(jackson.decode(Blob.utf8(json), type)));
        assertThat(read).as("%s as %s", json, type).isEqualTo(expected);
    }

    private static String reading(Supplier<String> reading) {
        try {
            return reading.get();
        } catch (JsonException e) {
            return "refused";
        }
    }

    private String shown(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            StringBuilder all = new StringBuilder("[");
            for (int i = 0; i < Array.getLength(value); i++) {
                all.append(shown(Array.get(value, i))).append(',');
            }
            return all + "]";
        }
        return value.getClass() + " " + text(value);
    }

    /** {@return what a value holds: as its own text if it is of the JDK, else as JSON} */
    private String text(Object value) {
        boolean ofJdk = value.getClass().getName().startsWith("java.");
        return ofJdk
                ? value.toString()
                : jackson.encode(value, TypeRef.of(Object.class)).toUtf8();
    }

    @Test
    void aNewerVersionOfATypeReadsWhatAnOlderOneStored() {
        sameReading("{\"id\":\"a\"}", TypeRef.of(Order.class));
        sameReading(
                "{\"id\":\"a\",\"lines\":null,\"byName\":{\"x\":{\"count\":\"5\"}},\"later\":1}",
                TypeRef.of(Order.class));
    }
}

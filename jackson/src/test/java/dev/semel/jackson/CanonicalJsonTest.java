// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.semel.json.JsonException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class CanonicalJsonTest {

    private final JacksonCanonicalJson canonical = JacksonCanonicalJson.create();

    private String text(String json) {
        return canonical.ofText(json).toUtf8();
    }

    private String value(@Nullable Object value) {
        return canonical.ofValue(value).toUtf8();
    }

    @Test
    void theExampleOfRfc8785() {
        // Section 3.2.2, its first number in the shortest text of its double.
        assertThat(text("""
                {
                  "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }"""))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void theSortingExampleOfRfc8785() {
        // Section 3.2.3: by UTF-16 code units, so the emoji's surrogate comes before U+FB33.
        assertThat(text("""
                {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
                 "\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}
                """))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                        + "\"\uD83D\uDE00\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5e-324",
                "-5e-324",
                "1.7976931348623157e+308",
                "-1.7976931348623157e+308",
                "9007199254740992",
                "295147905179352830000",
                "9.999999999999997e+22",
                "1e+23",
                "1.0000000000000001e+23",
                "999999999999999700000",
                "999999999999999900000",
                "1e+21",
                "9.999999999999997e-7",
                "0.000001",
                "333333333.3333332",
                "333333333.33333325",
                "333333333.3333334",
                "333333333.33333343",
                "-0.0000033333333333333333",
                "1424953923781206.2"
            })
    void theNumbersOfRfc8785AreFixedPoints(String number) {
        assertThat(text(number)).isEqualTo(number);
        assertThat(text("[0, " + number + " ]")).isEqualTo("[0," + number + "]");
        if (!number.endsWith("e-324")) { // Double.toString gives the smallest double a second digit
            assertThat(value(Double.parseDouble(number))).isEqualTo(number);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "1e0, 1",
        "10e-1, 1",
        "1E+0, 1",
        "1.000e00, 1",
        "-0, 0",
        "-0.0, 0",
        "0e5, 0",
        "0e99999999999999999999999999, 0",
        "0.1, 0.1",
        "0.10, 0.1",
        "100e-3, 0.1",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "123456789012345678901, 123456789012345678901",
        "1234567890123456789012, 1.234567890123456789012e+21",
        "0.0000001, 1e-7",
        "0.0000012, 0.0000012",
        "1e400, 1e+400",
        "10e399, 1e+400",
        "1e999999999, 1e+999999999",
        "-1.5e-999999999, -1.5e-999999999",
        "9007199254740993, 9007199254740993",
        "333333333.33333329, 333333333.33333329",
        "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827",
        "1e999999999998, 1e+999999999998",
        "12.5, 12.5",
        "1234567890.5e-3, 1234567.8905"
    })
    void numbersAreExact(String spelling, String expected) {
        assertThat(text(spelling)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000000", "1e-1000000000001", "1e99999999999999999999999999999999"})
    void exponentsBeyondTheLimitAreRefused(String number) {
        assertThatThrownBy(() -> text(number)).isInstanceOf(JsonException.class).hasMessageContaining("exponent");
    }

    @Test
    void numbersOfManyDigitsAreRefused() {
        assertThat(text("1".repeat(1000))).startsWith("1.1").endsWith("e+999");
        assertThatThrownBy(() -> text("1".repeat(1001)))
                .hasMessageContaining("1000")
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> value(BigInteger.TEN.pow(1_000_000))).hasMessageContaining("1000 digits");
        assertThatThrownBy(() -> value(BigInteger.TEN.pow(1001))).hasMessageContaining("1000");
        assertThatThrownBy(() -> value(new BigDecimal(BigInteger.TEN.pow(1001))))
                .hasMessageContaining("1000 digits");
    }

    @Test
    void whatMeansTheSameIsEqualAcrossInputs() throws Exception {
        record Amount(
                int units,
                double half,
                float tenth,
                BigDecimal exact,
                @Nullable String none) {}
        ObjectMapper mapper = new ObjectMapper();
        String json = "{\"tenth\":0.1,\"units\":1.0,\"half\":5e-1,\"none\":null,\"exact\":1.10}";
        String expected = "{\"exact\":1.1,\"half\":0.5,\"none\":null,\"tenth\":0.1,\"units\":1}";
        assertThat(text(json)).isEqualTo(expected);
        assertThat(canonical.ofUtf8(json.getBytes(StandardCharsets.UTF_8)).toUtf8())
                .isEqualTo(expected);
        assertThat(value(new Amount(1, 0.5, 0.1f, new BigDecimal("1.10"), null)))
                .isEqualTo(expected);
        assertThat(value(mapper.readTree(json))).isEqualTo(expected);
    }

    @Test
    void javaNumbersAreExact() {
        assertThat(value(List.of(1.0, 1, 1L, new BigDecimal("1E+3"), new BigDecimal("1E+999999999"), -0.0, 1e23)))
                .isEqualTo("[1,1,1,1000,1e+999999999,0,1e+23]");
        assertThat(value(List.of(0.1f, 16777216f, 1.0e10f, Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo("[0.1,16777216,10000000000,-9223372036854775808,9223372036854775807]");
    }

    @Test
    void spellingFeaturesOfTheMapperDoNotMatter() {
        @SuppressWarnings("deprecation") // users' mappers still have it
        ObjectMapper odd = new ObjectMapper()
                .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_NUMBERS_AS_STRINGS)
                .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.ESCAPE_NON_ASCII)
                .enable(SerializationFeature.INDENT_OUTPUT);
        assertThat(JacksonCanonicalJson.of(odd)
                        .ofValue(Map.of("é", new BigDecimal("1E+30")))
                        .toUtf8())
                .isEqualTo("{\"é\":1e+30}");
    }

    @Test
    void laterChangesOfTheMapperDoNotMatter() {
        ObjectMapper mapper = new ObjectMapper();
        JacksonCanonicalJson before = JacksonCanonicalJson.of(mapper);
        mapper.disable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(SerializationFeature.WRITE_ENUMS_USING_INDEX);
        assertThat(before.ofValue(Thread.State.NEW).toUtf8()).isEqualTo("\"NEW\"");
    }

    @Test
    void typesAreNotFolded() {
        assertThat(text("\"1\"")).isNotEqualTo(text("1"));
        assertThat(text("{\"a\":null}")).isNotEqualTo(text("{}"));
        assertThat(text("{}")).isNotEqualTo(text("[]"));
        assertThat(value(null)).isEqualTo("null");
        assertThat(value("{}")).isEqualTo("\"{}\"");
        assertThat(value(new byte[] {1, 2, 3})).isEqualTo("\"AQID\"");
        assertThatThrownBy(() -> value(MissingNode.getInstance())).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"b\":1,\"a\":1,\"b\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"x\":{\"b\":1,\"b\":1}}]"
            })
    void twoMembersOfOneNameAreRefused(String json) {
        assertThatThrownBy(() -> text(json)).isInstanceOf(JsonException.class).hasMessageContaining("same name");
    }

    @Test
    void twoKeysOfOneNameAreRefused() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("1", "a");
        map.put(1, "b");
        assertThatThrownBy(() -> value(map)).isInstanceOf(JsonException.class).hasMessageContaining("same name");
    }

    @Test
    void unpairedSurrogatesAreRefused() {
        for (String bad : List.of("\"\\ud800\"", "\"\\udc00a\"", "\"\\ud800\\ud800\"", "\"a\ud800b\"")) {
            assertThatThrownBy(() -> text(bad))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("surrogate");
        }
        assertThatThrownBy(() -> text("{\"\\ud83d\":1}")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> value(Map.of("\ud83d", 1))).hasMessageContaining("surrogate");
        assertThatThrownBy(() -> value("\ud800")).isInstanceOf(JsonException.class);
        assertThat(text("\"\\ud83d\\ude00\"")).isEqualTo("\"\uD83D\uDE00\"");
    }

    @Test
    void notANumberIsRefused() {
        for (Object bad : List.of(Double.NaN, Double.NEGATIVE_INFINITY, Float.NaN, Float.POSITIVE_INFINITY)) {
            assertThatThrownBy(() -> value(List.of(bad))).isInstanceOf(JsonException.class);
            assertThatThrownBy(() -> value(bad)).isInstanceOf(JsonException.class);
        }
        assertThatThrownBy(() -> value(JsonNodeFactory.instance.numberNode(Double.NaN)))
                .isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "- 1",
                "NaN",
                "'a'",
                "{a:1}",
                "[1] 2",
                "1 2",
                "nul",
                "\"a",
                "\"\t\"",
                "\"\\x\"",
                "/**/1",
                "[1]]",
                "0x1"
            })
    void whatIsNotOneJsonValueIsRefused(String json) {
        assertThatThrownBy(() -> text(json)).isInstanceOf(JsonException.class).hasMessageStartingWith("Not JSON");
    }

    @Test
    void bytesMustBeUtf8() {
        byte[] overlong = {'"', (byte) 0xC1, (byte) 0xA1, '"'};
        byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
        assertThatThrownBy(() -> canonical.ofUtf8(overlong)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> canonical.ofUtf8(surrogate)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> canonical.ofUtf8("[1]".getBytes(StandardCharsets.UTF_16BE)))
                .isInstanceOf(JsonException.class);
        assertThat(canonical
                        .ofUtf8("\uFEFF[\"\uFFFD\"]".getBytes(StandardCharsets.UTF_8))
                        .toUtf8())
                .isEqualTo("[\"\uFFFD\"]");
    }

    @Test
    void deepNestingIsLimited() {
        assertThat(text("[".repeat(1000) + "]".repeat(1000))).hasSize(2000);
        assertThatThrownBy(() -> text("[".repeat(1001) + "]".repeat(1001)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> text("{\"a\":".repeat(100_000))).isInstanceOf(JsonException.class);
        Object[] cycle = new Object[1];
        cycle[0] = cycle;
        assertThatThrownBy(() -> value(cycle)).isInstanceOf(JsonException.class).hasMessageContaining("1000");
    }

    @Test
    void setsHaveNoOrder() {
        Set<Object> forth = new LinkedHashSet<>(List.of("b", "a", 10, 9, List.of("z")));
        Set<Object> back = new LinkedHashSet<>(List.of(List.of("z"), 9, 10, "a", "b"));
        assertThat(value(forth)).isEqualTo("[\"a\",\"b\",10,9,[\"z\"]]").isEqualTo(value(back));
        assertThat(value(Map.of("s", forth))).isEqualTo(value(Map.of("s", back)));
        assertThat(value(new TreeSet<>(List.of("a", "b")).descendingSet())).isEqualTo("[\"a\",\"b\"]");
        assertThat(value(Set.of())).isEqualTo("[]");
        assertThat(value(List.of("b", "a"))).isEqualTo("[\"b\",\"a\"]");
    }

    @Test
    void setsWithTypeIdsHaveNoOrder() {
        record Tags(
                @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object tags) {}
        assertThat(value(new Tags(new LinkedHashSet<>(List.of("b", "a")))))
                .isEqualTo("{\"tags\":[\"java.util.LinkedHashSet\",[\"a\",\"b\"]]}");
    }

    @Test
    void rawJsonOfASerializerIsMadeCanonicalToo() {
        record Envelope(@JsonRawValue String body, String id) {}
        assertThat(value(new Envelope("{\"b\" : 1.0, \"a\":[ ]}", "x")))
                .isEqualTo("{\"body\":{\"a\":[],\"b\":1},\"id\":\"x\"}");
    }

    @Test
    void largeUnorderedObjectsAreSorted() {
        String[] members = new String[3000];
        Arrays.setAll(members, i -> "\"k%04d\":{\"b\":%d,\"a\":\"é\"}".formatted((i * 7919) % 3000, i % 7));
        String sorted = text("{" + String.join(", ", members) + "}");
        Arrays.sort(members);
        assertThat(sorted)
                .isEqualTo(("{" + String.join(",", members) + "}")
                        .replaceAll("\"b\":(\\d),\"a\":\"é\"", "\"a\":\"é\",\"b\":$1"));
    }
}

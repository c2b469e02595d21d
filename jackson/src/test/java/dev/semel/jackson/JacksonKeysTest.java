// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPartException;
import dev.semel.json.JsonException;
import dev.semel.json.JsonKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class JacksonKeysTest {

    private final JacksonKeys keys = JacksonKeys.create();

    private @Nullable String at(String json, String path, String... more) {
        return keys.<String>at(path, more).extract(json);
    }

    @Test
    void theKeyIsTheCanonicalScalarOrTheArrayOfThem() {
        String json = "{\"order\":{\"id\":\"o-42\",\"n\":42.0},\"m\":\"m-1\",\"live\":true}";
        assertThat(at(json, "/order/id")).isEqualTo("\"o-42\"");
        assertThat(at(json, "/order/n")).isEqualTo("42");
        assertThat(at(json, "/live")).isEqualTo("true");
        assertThat(at(json, "/m", "/order/n", "/order/id")).isEqualTo("[\"m-1\",42,\"o-42\"]");
        assertThat(at("\"whole\"", "")).isEqualTo("\"whole\"");
    }

    @Test
    void everyInputHasTheSameKey() throws Exception {
        String json = "{ \"a\" : {\"id\":9007199254740993}, \"b\" : \"x\" }";
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        for (Object input :
                List.of(json, json.getBytes(UTF_8), mapper.readTree(json), mapper.readValue(json, Map.class))) {
            assertThat(keys.at("/a/id", "/b").extract(input)).isEqualTo("[9007199254740993,\"x\"]");
            if (!(input instanceof JsonNode)) {
                assertThat(JsonKeys.create().at("/a/id", "/b").extract(input))
                        .as("without the mapper")
                        .isEqualTo("[9007199254740993,\"x\"]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"o-42\"|o-42",
                "\"42-b\"|42-b",
                "\"\u00e9\"|\u00e9",
                "\"null\"|null",
                "42|42",
                "\"42\"|\"42\"",
                "\"-4.2e+7\"|\"-4.2e+7\"",
                "true|true",
                "\"true\"|\"true\"",
                "\"[1,2]\"|\"[1,2]\"",
                "\"a\\\"b\"|\"a\\\"b\"",
                "\"a\\\\b\"|\"a\\\\b\""
            })
    void stringsWithoutTheirQuotesStayApartFromEverythingElse(String json, String key) {
        KeyExtractor<String> unwrapping =
                JacksonKeys.create().unwrappingStrings().at("");

        assertThat(unwrapping.extract(json)).isEqualTo(key);
    }

    @Test
    void onlyTheKeyOfASinglePathIsUnwrapped() {
        assertThat(keys.unwrappingStrings().<String>at("/0", "/1").extract("[\"a\",1]"))
                .isEqualTo("[\"a\",1]");
        assertThat(at("[\"a\"]", "/0")).isEqualTo("\"a\"");
    }

    @Test
    void keysAreInjective() {
        assertThat(at("[\"a\",\"bc\"]", "/0", "/1")).isNotEqualTo(at("[\"ab\",\"c\"]", "/0", "/1"));
        assertThat(at("[\"a\\\",\\\"b\",\"c\"]", "/0", "/1")).isNotEqualTo(at("[\"a\",\"b\\\",\\\"c\"]", "/0", "/1"));
        assertThat(at("[\"1\"]", "/0")).isNotEqualTo(at("[1]", "/0"));
        assertThat(at("[\"true\"]", "/0")).isNotEqualTo(at("[true]", "/0"));
        assertThat(at("[\"[1,2]\"]", "/0")).isNotEqualTo(at("[1,2]", "/0", "/1"));
        assertThat(at("[1.0]", "/0")).isEqualTo(at("[1]", "/0")).isEqualTo(at("[10e-1]", "/0"));
        assertThat(at("[9007199254740993]", "/0")).isNotEqualTo(at("[9007199254740992]", "/0"));
        assertThat(at("[1,2]", "/0", "/1")).isNotEqualTo(at("[1,2]", "/1", "/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|nothing",
                "[]|nothing",
                "1|nothing",
                "{\"a\":1}|nothing",
                "{\"a\":{\"B\":1}}|nothing",
                "{\"a\":{\"b\":null}}|null",
                "{\"a\":{\"b\":\"\"}}|an empty string",
                "{\"a\":{\"b\":{\"c\":1}}}|an object",
                "{\"a\":{\"b\":[1]}}|an array",
                "{\"a\":[{\"b\":1}]}|nothing"
            })
    void whatMakesNoKeyIsRefused(String json, String what) throws Exception {
        for (Object input : List.of(json, new ObjectMapper().readTree(json))) {
            assertThatThrownBy(() -> keys.at("/a/b").extract(input))
                    .isInstanceOf(MissingKeyPartException.class)
                    .hasMessageStartingWith("the JSON has " + what + " at '/a/b'");
        }
        assertThatThrownBy(() -> at("[" + json + ",1]", "/1", "/0/a/b")).hasMessageContaining(what + " at '/0/a/b'");
    }

    @Test
    void pointersFollowRfc6901() {
        String json = "{\"a/b\":1,\"m~n\":2,\"~1\":3,\"\":4,\"0\":5,\"a\":[10,[20,21]],\" \":6,\"$\":7,\"-\":8}";
        assertThat(at(json, "/a~1b", "/m~0n", "/~01", "/", "/0", "/a/0", "/a/1/1", "/ ", "/$", "/-"))
                .isEqualTo("[1,2,3,4,5,10,21,6,7,8]");
        for (String none : List.of("/a/2", "/a/00", "/a/-", "/a/-1", "/a/1/01", "/a/+0")) {
            assertThatThrownBy(() -> at(json, none)).hasMessageContaining("nothing at '" + none + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "$.order", "a/b", "#/a", "/a~", "/a~2b", "/~~0", "/a~/b", " /a"})
    void badPointersAreRefusedWhenTheExtractorIsBuilt(String pointer) {
        assertThatThrownBy(() -> keys.at("/ok", pointer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + pointer + "'");
    }

    @Test
    void aPathGivenTwiceIsRefused() {
        assertThatThrownBy(() -> keys.at("/a", "/b", "/a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ambiguousMembersOnTheWayAreRefusedOthersReadOver() {
        assertThatThrownBy(() -> at("{\"a\":1,\"a\":2}", "/a")).hasMessageContaining("same name");
        assertThatThrownBy(() -> at("{\"a\":{\"b\":1},\"a\":{}}", "/a/b")).hasMessageContaining("same name");
        assertThatThrownBy(() -> at("{\"a\":1,\"\\u0061\":1}", "/a")).hasMessageContaining("same name");
        assertThat(at("{\"x\":1,\"x\":2,\"y\":1e99999999999999999999,\"a\":1}", "/a"))
                .isEqualTo("1");
    }

    @Test
    void theWholeDocumentMustBeJson() {
        for (String bad : List.of("", "{\"a\":1", "{\"a\":1}}", "{\"a\":1} 2", "{\"a\":1,\"b\":[}")) {
            assertThatThrownBy(() -> at(bad, "/a")).as(bad).isInstanceOf(JsonException.class);
        }
        assertThatThrownBy(() -> at("{\"a\":\"\\ud800\"}", "/a")).hasMessageContaining("surrogate");
        assertThatThrownBy(() -> keys.at("/a").extract(MissingNode.getInstance()))
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> at("[".repeat(5000), "/a")).isInstanceOf(JsonException.class);
    }

    @Test
    void extractorsFitTypedInputs() {
        record Order(String id) {}
        KeyExtractor<Order> key = keys.at("/id");
        assertThat(key.extract(new Order("o"))).isEqualTo("\"o\"");
    }
}

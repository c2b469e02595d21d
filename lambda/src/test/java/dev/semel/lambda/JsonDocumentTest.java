// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPartException;
import dev.semel.jackson.JacksonKeys;
import dev.semel.json.JsonKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {

    private static final JsonDocument DOCUMENT = JsonDocument.of(
            "{\"order\": {\"id\": \"o-42\", \"total\": 9007199254740993.10, \"paid\": true, \"none\": null, \"lines\": [7]}}");

    @ParameterizedTest
    @CsvSource({
        "/order/id, o-42",
        "/order/total, 9007199254740993.1",
        "/order/paid, true",
        "/order/lines/0, 7",
    })
    void readsScalarsByPath(String pointer, String text) {
        assertThat(DOCUMENT.text(pointer)).contains(text);
    }

    @ParameterizedTest
    @CsvSource({"/order/none", "/order/lines", "/order", "/nothing"})
    void whatIsNoScalarIsEmpty(String pointer) {
        assertThat(DOCUMENT.text(pointer)).isEmpty();
    }

    @Test
    void readsPartsOfItself() {
        assertThat(DOCUMENT.at("/order/lines")).contains(JsonDocument.of("[7]"));
        assertThat(DOCUMENT.at("/order/none")).isEmpty();
        assertThat(DOCUMENT.at("/nothing")).isEmpty();
    }

    @Test
    void twoMembersOfOneNameAreNamedAsSuch_withTheirPlaceAndWithoutTheName() {
        assertThatThrownBy(() -> JsonDocument.of(
                        String.join(System.lineSeparator(), "{\"a\": 1,", "\"secret\": 2,", "\"secret\": 3}")))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("has two members of one name in an object: the second one is at line 3, column ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatMeansTheSameIsEqual() {
        assertThat(JsonDocument.of("{\"a\": 1.0, \"b\": 2}"))
                .isEqualTo(JsonDocument.of("{\"b\":2e0,\"a\":1}"))
                .hasSameHashCodeAs(JsonDocument.of("{\"b\":2e0,\"a\":1}"));
        assertThat(JsonDocument.of("9007199254740993")).isNotEqualTo(JsonDocument.of("9007199254740992"));
        assertThat(JsonDocument.of("9007199254740993.5")).isNotEqualTo(JsonDocument.of("9007199254740992.5"));
    }

    @Test
    void takesKeysByPath() {
        KeyExtractor<JsonDocument> key = JsonDocument.key("/order/id", "/order/total");
        assertThat(key.extract(DOCUMENT)).isEqualTo("[\"o-42\",9007199254740993.1]");
        assertThatThrownBy(() -> JsonDocument.key("/order/none").extract(DOCUMENT))
                .isInstanceOf(MissingKeyPartException.class);
    }

    @Test
    void pathsOfTheJsonModuleFindItsPlaces() throws Exception {
        assertThat(JsonKeys.create().at("/order/id", "/order/total").extract(DOCUMENT))
                .isEqualTo("[\"o-42\",9007199254740993.1]");
        AsynchronousInvocation event = new AsynchronousInvocation("r-1", DOCUMENT);
        assertThat(JsonKeys.create().at("/event/order/id").extract(event)).isEqualTo("\"o-42\"");
        assertThat(JsonKeys.create().unwrappingStrings().at("/event/order/id").extract(event))
                .as("as a typed key names it")
                .isEqualTo("o-42");
        assertThat(JsonKeys.create().unwrappingStrings().at("/order/id").extract(DOCUMENT))
                .isEqualTo("o-42");
        assertThat(JacksonKeys.of(new JsonMapper()).at("/event/order/total").extract(event))
                .isEqualTo("9007199254740993.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{", "secret", "{} {}", "{\"a\": 1, \"a\": 2}", "\"\\uD800\""})
    void refusesWhatIsNotOneValue(String text) {
        assertThatThrownBy(() -> JsonDocument.of(text))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void refusesWhatIsNoPointer() {
        assertThatThrownBy(() -> DOCUMENT.text("order")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesDepthAndLimitOfWhatIsTooDeep() {
        assertThatThrownBy(() -> JsonDocument.of("[".repeat(1001) + "]".repeat(1001)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContainingAll("1001", "1000", "beyond the limits");
    }

    @Test
    void showsNoContent() {
        assertThat(DOCUMENT.toString()).doesNotContain("o-42").contains("characters");
    }
}

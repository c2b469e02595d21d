// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPlaceTest {

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertRefused("[".repeat(5000) + "]".repeat(5000));
        assertRefused("{\"a\":".repeat(5000) + "1" + "}".repeat(5000));
    }

    @Test
    void refusesNumbersThatAreTooLong() {
        assertRefused("{\"a\": " + "9".repeat(5000) + "}");
        assertRefused("{\"a\": 1e" + "9".repeat(50) + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\": \"\u00FF\"}", "\u00FF", "\u00FE\u00FF", "{\"a\": \"\u00C0\u00AF\"}", "\0\0\0\u00FF"})
    void refusesWhatIsNotUtf8(String latin1) {
        Blob bytes = Blob.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> JsonPlace.read("event", bytes))
                .isInstanceOf(InvalidEventException.class)
                .hasNoCause();
    }

    @Test
    void namesOfMembersAreNotShown() {
        JsonPlace place =
                JsonPlace.read("event", "{\"attributes\": {\"secret\": {}}}").at("attributes");
        JsonPlace member = place.members().values().iterator().next();
        assertThatThrownBy(() -> member.at("type").text())
                .hasMessage(
                        "event: attributes{0}.type is missing or empty. Pass on the document as its sender sent it; if you "
                                + "write it by hand, copy a whole one from the documentation of its source");
    }

    @Test
    void aPlaceShowsWhereAndNotWhat() {
        assertThat(JsonPlace.read("event", "{\"a\": \"secret\"}").at("a")).hasToString("event: a");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "1.5, 1970-01-01T00:00:01.500Z",
        "1545084650.987654, 2018-12-17T22:10:50.987Z",
        "1.545084650987E9, 2018-12-17T22:10:50.987Z",
        "1e-900, 1970-01-01T00:00:00Z"
    })
    void readsSecondsToTheMillisecond(String seconds, Instant moment) {
        assertThat(JsonPlace.read("event", seconds).secondsSinceEpoch()).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({"-1", "1e30", "1e999999999", "1e-999999999", "true", "'\"7\"'"})
    void refusesWhatAreNoSeconds(String value) {
        assertThatThrownBy(() -> JsonPlace.read("event", value).secondsSinceEpoch())
                .isInstanceOf(InvalidEventException.class);
    }

    private static void assertRefused(String document) {
        assertThatThrownBy(() -> JsonDocument.of(document))
                .isInstanceOf(InvalidEventException.class)
                .hasNoCause();
    }
}

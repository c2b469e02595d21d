// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.json.JsonException;
import dev.semel.json.JsonTextFingerprinter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class FingerprintTest {

    private final JacksonCodec objects = JacksonCodec.create();
    private final JsonTextFingerprinter texts = JsonTextFingerprinter.create();

    record Order(String id, BigDecimal amount, Map<String, Integer> items, Set<String> tags) {}

    /** The fingerprints in stored records: a change here needs another algorithm name. */
    @Test
    void goldenValues() throws IOException {
        List<String> lines;
        try (InputStream golden = getClass().getResourceAsStream("fingerprints.txt")) {
            lines = new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        }
        List<String> actual = new ArrayList<>();
        for (String line : lines) {
            String json = line.substring(line.indexOf(' ') + 1);
            actual.add(texts.fingerprint(json).value() + " " + json);
        }
        assertThat(lines).hasSizeGreaterThan(8);
        assertThat(actual).isEqualTo(lines);
        assertThat(texts.fingerprint("1").algorithm()).isEqualTo("sha256-json1");
    }

    @Test
    void aPayloadHasOneFingerprintInEveryShape() throws Exception {
        Order order =
                new Order("o-1", new BigDecimal("10.00"), new HashMap<>(Map.of("b", 2, "a", 1)), Set.of("y", "x"));
        String json = "{\"tags\":[\"x\",\"y\"],\"items\":{\"a\":1.0,\"b\":2},\"amount\":1e1,\"id\":\"o-1\"}";
        assertThat(objects.fingerprint(order))
                .isEqualTo(texts.fingerprint(json))
                .isEqualTo(texts.fingerprint(json.getBytes(UTF_8)))
                .isEqualTo(objects.fingerprint(new ObjectMapper().readTree(json)));
    }

    @Test
    void aStringPayloadIsAValueAndATextPayloadADocument() {
        assertThat(objects.fingerprint("{}")).isNotEqualTo(objects.fingerprint("{ }"));
        assertThat(texts.fingerprint("{}")).isEqualTo(texts.fingerprint("{ }"));
        assertThat(objects.fingerprint("{}")).isNotEqualTo(texts.fingerprint("{}"));
    }

    @Test
    void noPayloadIsItsOwn() {
        assertThat(objects.fingerprint(null)).isEqualTo(texts.fingerprint("null"));
        assertThat(texts.fingerprint(null)).isNotEqualTo(texts.fingerprint("null"));
        assertThat(texts.fingerprint(null)).isEqualTo(texts.fingerprint(null));
    }

    @Test
    void whatHasNoCanonicalFormIsRefused() {
        assertThatThrownBy(() -> texts.fingerprint("")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> texts.fingerprint(1))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("Integer");
        assertThatThrownBy(() -> objects.fingerprint(Double.NaN)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> objects.fingerprint(new Object())).isInstanceOf(JsonException.class);
    }

    @Test
    void payloadsThatAreNestedTooDeeplyAreRefusedWhateverTheirForm() {
        JacksonCodec codec = JacksonCodec.create();
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        Object nested = deep;
        assertThatThrownBy(() -> codec.fingerprint(nested)).isInstanceOf(JsonException.class);
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("self", cycle);
        assertThatThrownBy(() -> codec.fingerprint(cycle)).isInstanceOf(JsonException.class);
        String text = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> JsonTextFingerprinter.create().fingerprint(text))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> codec.fingerprint(JacksonCanonicalJson.create().ofText(text)))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void sortingIsBoundedWhateverTheOrderOfMembers() {
        String large = "\"" + "x".repeat(1 << 20) + "\"";
        JsonTextFingerprinter texts = JsonTextFingerprinter.create();
        String few = "{\"b\":".repeat(100) + large + ",\"a\":1}".repeat(100);
        assertThat(texts.fingerprint(few))
                .isEqualTo(texts.fingerprint("{\"a\":1,\"b\":".repeat(100) + large + "}".repeat(100)));
        String many = "{\"b\":".repeat(900) + large + ",\"a\":1}".repeat(900);
        assertThatThrownBy(() -> texts.fingerprint(many))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("not in order of names");
        assertThat(texts.fingerprint("{\"a\":1,\"b\":".repeat(900) + large + "}".repeat(900)))
                .isNotNull();
    }
}

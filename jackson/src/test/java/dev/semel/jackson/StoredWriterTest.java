// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.semel.json.JsonException;
import dev.semel.json.text.StoredWriter;
import dev.semel.model.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of results are those of Jackson's generator. */
class StoredWriterTest {

    private final JsonFactory factory = new JsonFactory();
    private final StoredWriter ours = new StoredWriter();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Every unit of UTF-16, as a value and as a name, at every place around the end of a slice. */
    @Test
    void everyCharacterIsWrittenAlike() throws IOException {
        try (JsonGenerator jackson = factory.createGenerator(bytes)) {
            jackson.writeStartObject();
            ours.startObject(false);
            for (int from = 0; from <= Character.MAX_VALUE; from += 1000) {
                StringBuilder text = new StringBuilder();
                for (int c = from; c < Math.min(from + 1000, Character.MAX_VALUE + 1); c++) {
                    text.append((char) c);
                }
                jackson.writeFieldName(text.toString());
                ours.name(text.toString());
                String value = text.toString().repeat(from % 7 + 1);
                jackson.writeString(value);
                ours.string(value);
            }
            jackson.writeEndObject();
            ours.endObject();
        }
        assertWrittenAlike();
        assertThat(ours.isUnusual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomValuesAreWrittenAlike(long seed) throws IOException {
        Random random = new Random(seed);
        try (JsonGenerator jackson = factory.createGenerator(bytes)) {
            jackson.writeStartArray();
            ours.startArray(false);
            for (int i = 0; i < 300; i++) {
                value(random, jackson, 0);
            }
            jackson.writeEndArray();
            ours.endArray();
        }
        assertWrittenAlike();
    }

    private void value(Random random, JsonGenerator jackson, int depth) throws IOException {
        switch (random.nextInt(depth < 5 ? 12 : 10)) {
            case 0 -> both(jackson, random.nextLong() >> random.nextInt(64));
            case 1 -> both(jackson, Double.longBitsToDouble(random.nextLong()));
            case 2 -> both(jackson, Float.intBitsToFloat(random.nextInt()));
            case 3 -> {
                BigInteger number = new BigInteger(random.nextInt(300), random).subtract(BigInteger.TEN);
                jackson.writeNumber(number);
                ours.number(number);
            }
            case 4 -> {
                BigDecimal number = new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(60) - 30);
                jackson.writeNumber(number);
                ours.number(number);
            }
            case 5 -> {
                jackson.writeBoolean(true);
                ours.literal("true");
            }
            case 6 -> {
                jackson.writeNull();
                ours.literal("null");
            }
            case 7 -> both(jackson, (double) random.nextInt(1000) / 8);
            case 8 -> both(jackson, new float[] {Float.NaN, Float.NEGATIVE_INFINITY, -0.0f, 1e10f}[random.nextInt(4)]);
            case 9 -> {
                String text = text(random);
                jackson.writeString(text.toCharArray(), 0, text.length());
                ours.string(text.toCharArray(), 0, text.length());
            }
            case 10 -> {
                jackson.writeStartArray();
                ours.startArray(random.nextBoolean());
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(random, jackson, depth + 1);
                }
                jackson.writeEndArray();
                ours.endArray();
            }
            default -> {
                jackson.writeStartObject();
                ours.startObject(random.nextBoolean());
                for (int i = random.nextInt(4); i > 0; i--) {
                    String name = text(random);
                    jackson.writeFieldName(name);
                    ours.name(name);
                    value(random, jackson, depth + 1);
                }
                jackson.writeEndObject();
                ours.endObject();
            }
        }
    }

    private void both(JsonGenerator jackson, long number) throws IOException {
        jackson.writeNumber(number);
        ours.number(number);
    }

    private void both(JsonGenerator jackson, double number) throws IOException {
        jackson.writeNumber(number);
        ours.number(number);
    }

    private void both(JsonGenerator jackson, float number) throws IOException {
        jackson.writeNumber(number);
        ours.number(number);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 0, 1 << (random.nextInt(14) + 3))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void assertWrittenAlike() {
        assertThat(ours.toBlob().toUtf8()).isEqualTo(bytes.toString(StandardCharsets.UTF_8));
        assertThat(ours.toBlob()).isEqualTo(Blob.of(bytes.toByteArray()));
    }

    @Test
    void aThousandLevelsAreWrittenAndNoMore() throws IOException {
        for (int i = 0; i < 1000; i++) {
            ours.startArray(false);
        }
        assertThatThrownBy(() -> ours.startObject(false))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("1001 levels");
        try (JsonGenerator jackson = factory.createGenerator(bytes)) {
            for (int i = 0; i < 1000; i++) {
                jackson.writeStartArray();
            }
            assertThatThrownBy(jackson::writeStartObject).isInstanceOf(IOException.class);
        }
    }
}

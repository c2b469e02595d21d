// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyHeaderTest {

    private static final Pattern ANY = Pattern.compile("[\\x20-\\x7E]+");
    private static final long SEED = 20261121;

    private final IdempotencyKeyHeader header = new IdempotencyKeyHeader("Idempotency-Key", 255, ANY);

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "8e03978e-40d5-43dd-bc93-6894a57f9324 8e03978e-40d5-43dd-bc93-6894a57f9324",
                "`\"8e03978e-40d5-43dd-bc93-6894a57f9324\"` 8e03978e-40d5-43dd-bc93-6894a57f9324",
                "` \t a=b:c/d+e_f.g~h \t ` a=b:c/d+e_f.g~h",
                "`\"with space, comma; semicolon\"` `with space, comma; semicolon`",
                "`\"a\\\"b\\\\c\"` a\"b\\c",
            })
    void readsKeys(String sent, String key) {
        assertThat(read(sent)).isEqualTo(new IdempotencyKeyHeader.Key(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\"",
                "\"a",
                "a\"",
                "\"a\"b",
                "\"a\", \"b\"",
                "\"a\";p=1",
                "a,b",
                "a, b",
                "a;p=1",
                "a b",
                "a\\b",
                "\"a\\b\"",
                "\"a\\",
                "\"a\\\"",
                "ä",
                "\"ä\"",
                "a\u0000b",
                "\"a\u007F\"",
                "a\tb",
                "\"a\tb\""
            })
    void refusesEverythingElse(String sent) {
        assertThat(read(sent)).isInstanceOf(IdempotencyKeyHeader.Malformed.class);
    }

    @Test
    void noFieldIsNoKey_andSeveralFieldsAreNone() {
        assertThat(header.read(HttpHeaders.none())).isInstanceOf(IdempotencyKeyHeader.Absent.class);
        HttpHeaders twice = HttpHeaders.none().with("Idempotency-Key", "a").with("idempotency-KEY", "a");
        assertThat(header.read(twice)).isInstanceOf(IdempotencyKeyHeader.Malformed.class);
    }

    @Test
    void theLimitCountsTheKeyOnly() {
        IdempotencyKeyHeader three = new IdempotencyKeyHeader("K", 3, ANY);
        assertThat(three.read(HttpHeaders.none().with("k", "\"abc\""))).isEqualTo(new IdempotencyKeyHeader.Key("abc"));
        assertThat(three.read(HttpHeaders.none().with("k", "abcd"))).isInstanceOf(IdempotencyKeyHeader.Malformed.class);
        assertThat(read("x".repeat(255))).isInstanceOf(IdempotencyKeyHeader.Key.class);
        assertThat(read("x".repeat(256))).isInstanceOf(IdempotencyKeyHeader.Malformed.class);
    }

    @Test
    void theFormIsThatOfTheWholeKey() {
        IdempotencyKeyHeader digits = new IdempotencyKeyHeader("K", 255, Pattern.compile("[0-9]+"));
        assertThat(digits.read(HttpHeaders.none().with("K", "12"))).isInstanceOf(IdempotencyKeyHeader.Key.class);
        assertThat(digits.read(HttpHeaders.none().with("K", "12a"))).isInstanceOf(IdempotencyKeyHeader.Malformed.class);
    }

    @Test
    void everyKeyInQuotesIsRead_andTheSameWithoutWhereThatIsAllowed() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            String key = printable(random, 1 + random.nextInt(255));
            String quoted = '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            assertThat(read(quoted)).as("seed %d", SEED).isEqualTo(new IdempotencyKeyHeader.Key(key));
            if (key.chars().noneMatch(c -> " \",;\\".indexOf(c) >= 0)) {
                assertThat(read(key)).isEqualTo(read(quoted));
            }
        }
    }

    @Test
    void noiseIsReadOrRefused_andAKeyIsAlwaysWithinTheLimits() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder noise = new StringBuilder();
            for (int left = random.nextInt(12); left > 0; left--) {
                noise.append(
                        random.nextInt(3) == 0 ? "\"\\,; \tä".charAt(random.nextInt(7)) : (char) random.nextInt(130));
            }
            if (read(noise.toString()) instanceof IdempotencyKeyHeader.Key key) {
                assertThat(key.value()).as("seed %d", SEED).matches(ANY);
            }
        }
    }

    @Test
    void senselessLimitsAndNamesAreRefused() {
        assertThatThrownBy(() -> new IdempotencyKeyHeader("K", 0, ANY)).hasMessageContaining("longestKey");
        assertThatThrownBy(() -> new IdempotencyKeyHeader("K", 1001, ANY)).hasMessageContaining("longestKey");
        assertThatThrownBy(() -> new IdempotencyKeyHeader("", 1, ANY)).hasMessageContaining("keyHeader");
        assertThatThrownBy(() -> new IdempotencyKeyHeader("a b", 1, ANY)).hasMessageContaining("keyHeader");
    }

    @Test
    void limitsAndNamesAtTheirEdgesAreTaken() {
        assertThat(new IdempotencyKeyHeader("K", 1, ANY).longest()).isEqualTo(1);
        assertThat(new IdempotencyKeyHeader("K", 1000, ANY).longest()).isEqualTo(1000);
        assertThat(new IdempotencyKeyHeader("!~", 1, ANY).name()).isEqualTo("!~");
        assertThatThrownBy(() -> new IdempotencyKeyHeader("a:b", 1, ANY)).hasMessageContaining("keyHeader");
        assertThatThrownBy(() -> new IdempotencyKeyHeader("a\u007f", 1, ANY)).hasMessageContaining("keyHeader");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` `|is empty",
                "\"\"|is empty",
                "\"a|no closing quotation mark",
                "\"a\"b|after its closing quotation mark",
                "\"a\\b\"|a backslash",
                "\"ä\"|other than printable ASCII",
                "a,b|a comma or semicolon",
                "a;b|a comma or semicolon",
                ",a|a comma or semicolon",
                ";a|a comma or semicolon",
                "a b|outside quotation marks, a space",
                "a\u007f|outside quotation marks, a space",
            })
    void aMalformedFieldIsRefusedForItsReason(String sent, String problem) {
        assertThat(read(sent))
                .isInstanceOfSatisfying(
                        IdempotencyKeyHeader.Malformed.class,
                        malformed -> assertThat(malformed.problem()).contains(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "~", "\"~\"", "\" \"", "\"!\""})
    void theFirstAndTheLastPrintableCharacterAreKeys(String sent) {
        assertThat(read(sent)).isInstanceOf(IdempotencyKeyHeader.Key.class);
    }

    private IdempotencyKeyHeader.Reading read(String sent) {
        return header.read(HttpHeaders.none().with("Idempotency-Key", sent));
    }

    private static String printable(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (0x20 + random.nextInt(0x5F)));
        }
        return text.toString();
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.prover.text.Quoted;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuotedTest {

    @Test
    void shortPlainTextStaysAsItIs() {
        assertThat(Quoted.text("{\"a\": \"ü \\ 😀\"}")).isEqualTo("{\"a\": \"ü \\ 😀\"}");
    }

    @Test
    void whatBreaksLinesOrSteersATerminalIsEscaped() {
        assertThat(Quoted.text("a\r\n\tb\u001b[31m\u0000\u0085\u2028\u2029\u202e\u200b\ud800"))
                .isEqualTo("a\\r\\n\\tb\\u001b[31m\\u0000\\u0085\\u2028\\u2029\\u202e\\u200b\\ud800");
        assertThat(Quoted.text(Character.toString(0xe0001))).isEqualTo("\\u{e0001}");
    }

    @Test
    void longTextIsCutAndItsLengthSaid() {
        assertThat(Quoted.text("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(Quoted.text("a".repeat(100_000))).isEqualTo("a".repeat(200) + "… (100,000 characters)");
        assertThat(Quoted.text("\u001b".repeat(100_000))).isEqualTo("\\u001b".repeat(33) + "… (100,000 characters)");
        assertThat(Quoted.text("😀".repeat(3), 5)).isEqualTo("😀😀… (6 characters)");
    }

    @Test
    void endOfAStepIsKept() {
        assertThat(Quoted.withItsEnd("a".repeat(100_000) + ", then CRASHES"))
                .isEqualTo("a".repeat(200) + "… (100,014 characters) …" + "a".repeat(46) + ", then CRASHES");
        assertThat(Quoted.withItsEnd("a".repeat(200) + "b")).endsWith("… (201 characters) …b");
    }

    @Test
    void differentTextsAreShownWhereTheyDiffer() {
        String same = "s".repeat(90_000);
        assertThat(Quoted.different(List.of(same + "one", same + "two\n")))
                .isEqualTo("…" + "s".repeat(40) + "one (90,003 characters) and …" + "s".repeat(40)
                        + "two\\n (90,004 characters)");
        assertThat(Quoted.different(List.of("", "one"))).isEqualTo("(empty) and one");
        assertThat(Quoted.different(List.of("1", "2", "3", "4", "5"))).isEqualTo("1 and 2 and 3 and 2 more");
    }
}

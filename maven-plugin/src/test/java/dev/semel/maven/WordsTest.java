// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void wordsEndAtWhiteSpaceOutsideQuotes() {
        assertThat(Words.of(" prove  --event 'order 42=a b.json'\t--rule \"oneKey:it's\" "))
                .containsExactly("prove", "--event", "order 42=a b.json", "--rule", "oneKey:it's");
        assertThat(Words.of("--name='' end")).containsExactly("--name=", "end");
        assertThat(Words.of("'' x")).containsExactly("", "x");
        assertThat(Words.of("  ")).isEmpty();
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        assertThatThrownBy(() -> Words.of("demo 'now")).hasMessageContaining("a quote is not closed: '");
    }
}

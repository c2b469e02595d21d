// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The compiler's and the formatter's gates are seen to close on bad samples, for the reason each sample was made for.
 */
class GatesTest {
    @ParameterizedTest
    @CsvSource({
        "RawType, [rawtypes]",
        "IgnoredReturn, [ReturnValueIgnored]",
        "NullDereference, [NullAway]",
        "UndocumentedArgument, no @param for width",
        "BrokenLink, reference not found",
    })
    void compilerStops(String sample, String reason, @TempDir Path folder) throws Exception {
        Gates.Answer answer = new Gates(folder).compile(sample);

        assertThat(answer.passed()).isFalse();
        assertThat(answer.output()).contains(reason);
    }

    @Test
    void formatterStops(@TempDir Path folder) throws Exception {
        Gates.Answer answer = new Gates(folder).format("Unformatted");

        assertThat(answer.passed()).isFalse();
        assertThat(answer.output()).contains("Unformatted.java");
    }

    @Test
    void cleanCodePasses(@TempDir Path folder) throws Exception {
        Gates gates = new Gates(folder);

        assertThat(gates.format("Clean")).isEqualTo(new Gates.Answer(true, ""));
    }

    @Test
    void cleanCodeCompiles(@TempDir Path folder) throws Exception {
        assertThat(new Gates(folder).compile("Clean")).isEqualTo(new Gates.Answer(true, ""));
    }
}

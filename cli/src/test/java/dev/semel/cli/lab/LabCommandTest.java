// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands without a platform: the answer is one line. */
class LabCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine command = LabCommand.of(environment);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clock", "metrics", "logs f", "event f", "aws s3 ls"})
    void withoutAPlatformThereIsOneLine(String arguments) {
        assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(3);
        assertThat(err.toString()).contains("run 'semel lab start'").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anotherAddressIsNotTalkedTo() {
        Map<String, String> foreign =
                Map.of("SEMEL_LAB_ENDPOINT", "http://lambda.us-east-1.amazonaws.com", "SEMEL_LAB_KEY", "AKIA");
        assertThat(run(foreign, "aws", "s3", "ls")).isEqualTo(3);
        assertThat(err.toString()).contains("is no address of a platform");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clock 2m", "clock +x", "start --port 70000", "start --port x", "logs"})
    void aWrongCommandLineIsRefused(String arguments) {
        Map<String, String> platform = Map.of("SEMEL_LAB_ENDPOINT", "http://127.0.0.1:1", "SEMEL_LAB_KEY", "AKIA");
        assertThat(run(platform, arguments.split(" ", -1))).isEqualTo(2);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.cli.lab.LabCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input of a hostile or tired user is refused in a line that says what is wrong, and never by a stack trace. */
class HostileInputTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private void assertOneLine(int status, String message) {
        assertThat(err.toString()).contains(message).doesNotContain("\tat ").matches("[\\P{Cntrl}\n]*");
        assertThat(err.toString().lines().filter(line -> !line.startsWith("Try ")))
                .hasSize(1);
        assertThat(status).isBetween(1, 3);
        assertThat(out.toString()).isEmpty();
    }

    /** FILE stands for the file; a bar for a line end, and a percent sign for a byte that is no UTF-8. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        advise FILE                    ; functions: &a {x: *a}                                      ; is no YAML
        advise FILE                    ; functions: {c: {events: 1, effects: []}, c: {events: 2}}   ; is no YAML
        advise FILE                    ; functions: {c: {events: 99999999999999999999, effects: []}}; a whole number
        advise FILE                    ; functions: %                                               ; no text in UTF-8
        advise FILE                    ; functions: {"c\\e[2J": {events: x}}                         ; 'c?[2J'
        doctor --template FILE         ; Resources: {a: &a {x: *a}}                                 ; contains itself
        doctor --template FILE         ; Resources: {a: %}                                          ; no text in UTF-8
        doctor --template FILE         ; Resources: {a: &a [*a, *a]}                                ; contains itself
        doctor --live --function x --endpoint nowhere                     ;; --endpoint must be an address
        doctor --live --function x --endpoint ftp://nowhere               ;; --endpoint must be an address
        doctor --live --function x --tolerance -PT1S                      ;; must not be negative
        explain --store dynamodb:t?endpoint=ftp://x a/b/c                 ;; endpoint= is no address
        explain --store dynamodb:table?region=a-1 --payload /dev/zero a/b/c ;; has more than 16777216 bytes
        explain --store dynamodb:t --operation charge M\ufffdller         ;; LC_ALL=C.UTF-8
        explain --store \u001b[2J a/b/c                                   ;; must begin with dynamodb:
        lab \u001b[2J\u202e                                               ;; '?[2J?'
        """)
    void isRefusedInOneLine(String line, @Nullable String content, String message) throws IOException {
        byte[] bytes = (content == null ? "" : content).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '%' ? (byte) 0xff : bytes[i];
        }
        Path file = Files.write(folder.resolve("input"), bytes);
        String[] words = Arrays.stream(line.split(" +"))
                .map(word -> word.equals("FILE") ? file.toString() : word)
                .toArray(String[]::new);
        assertOneLine(Main.run(new PrintWriter(out), new PrintWriter(err), words), message);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:99999, key, has no port",
        "http://127.0.0.1:1, 'a\nb', is no access key",
        "http://evil.example:1, key, is no address of a platform",
        "http://127.0.0.1:1, key, does not answer"
    })
    void anEnvironmentThatNamesNoPlatformIsToldSo(String endpoint, String key, String message) {
        int status = LabCommand.of(Map.of("SEMEL_LAB_ENDPOINT", endpoint, "SEMEL_LAB_KEY", key))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute("metrics");
        assertOneLine(status, message);
    }
}

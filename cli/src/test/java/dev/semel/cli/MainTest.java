// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as its users see it. */
class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void demoPrintsOneJsonDocument_inWhichSemelHoldsAndTheOthersAreHurt() throws Exception {
        assertThat(run("demo", "--format", "json")).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(out.toString());
        assertThat(report.path("holds").asBoolean()).isTrue();
        assertThat(report.path("failedScenarios")).isEmpty();
        assertThat(report.path("results")).hasSize(21);

        // deliveries, intents, requests, charges, lost, orders
        assertFigures(report, "once", "semel", 3, 3, 3, 3, 0, 3);
        assertFigures(report, "twice", "semel", 6, 3, 3, 3, 0, 3);
        assertFigures(report, "at-once", "semel", 9, 3, 3, 3, 0, 3);
        assertFigures(report, "crash-after-effect", "semel", 6, 3, 6, 3, 0, 3);
        assertFigures(report, "crash-before-effect", "semel", 6, 3, 3, 3, 0, 3);
        assertFigures(report, "freeze", "semel", 6, 3, 6, 3, 0, 3);
        assertFigures(report, "new-content", "semel", 6, 6, 6, 6, 0, 6);

        assertFigures(report, "once", "naive", 3, 3, 3, 3, 0, 3);
        assertFigures(report, "twice", "naive", 6, 3, 6, 6, 0, 3);
        assertFigures(report, "at-once", "naive", 6, 3, 6, 6, 0, 3);
        assertFigures(report, "crash-after-effect", "naive", 6, 3, 6, 6, 0, 3);
        assertFigures(report, "freeze", "naive", 6, 3, 6, 6, 0, 3);

        assertFigures(report, "twice", "guard", 6, 3, 3, 3, 0, 3);
        assertFigures(report, "crash-after-effect", "guard", 6, 3, 3, 3, 3, 0);
        assertFigures(report, "crash-before-effect", "guard", 6, 3, 0, 0, 3, 0);
    }

    @Test
    void versionIsWhatTheBuildWrote_andTheJavaThatRuns() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("semel \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?, Java \\d+.*\\R");
        assertThat(err.toString()).isEmpty();
    }

    private static void assertFigures(JsonNode report, String scenario, String handler, int... expected) {
        for (JsonNode result : report.path("results")) {
            if (result.path("scenario").asText().equals(scenario)
                    && result.path("handler").asText().equals(handler)) {
                assertThat(new int[] {
                            result.path("deliveries").asInt(),
                            result.path("intents").asInt(),
                            result.path("requests").asInt(),
                            result.path("charges").asInt(),
                            result.path("lost").asInt(),
                            result.path("orders").asInt()
                        })
                        .as(scenario + ", " + handler)
                        .containsExactly(expected);
                return;
            }
        }
        throw new AssertionError("no result for " + scenario + ", " + handler);
    }

    /** The README shows what the command prints, to the letter. */
    @Test
    void demoPrintsTheTableOfTheReadme() throws Exception {
        assertThat(run("demo")).isZero();
        String readme = Files.readString(Path.of("..", "README.md"));
        assertThat(readme.replace("\n", System.lineSeparator())).contains("```" + System.lineSeparator() + out + "```");
    }

    @Test
    void demoTakesFilesAndPrintsATable(@TempDir Path directory) throws Exception {
        Path one = Files.writeString(directory.resolve("a +%é.txt"), "one");
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThat(run("demo", "--all", one.toString(), empty.toString())).isZero();
        assertThat(out.toString())
                .contains("delivered once           naive", "new content, same key    naive")
                .contains("* guard, crash after the effect: 2 of 2 lost: charged, but the order was never written.")
                .doesNotContain("guard, crash before the effect")
                .contains("requests 4, charges 2; for each intent: requests 2, charges 1")
                .contains("a service without keys would have charged 4")
                .contains("Semel charged each intent exactly once and wrote its order in all 7 scenarios")
                .doesNotContain(directory.toString());
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(err.toString()).contains("Playing: delivered once").doesNotContain("Exception");
    }

    @Test
    void demoRefusesAFileThatIsNotThere_beforeAnythingStarts(@TempDir Path directory) {
        assertThat(run("demo", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("does not exist").doesNotContain("Starting");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void demoRefusesADirectory(@TempDir Path directory) {
        assertThat(run("demo", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is not a regular file").doesNotContain("Starting");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("demo", "--format", "xml")).isEqualTo(2);
        assertThat(run("dance")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpIsData() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(out.toString()).contains("Exit status:").contains("every interface");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void outputThatCannotBeWrittenIsNoSuccess() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        assertThat(Main.run(
                        new PrintWriter(full, false, StandardCharsets.UTF_8), new PrintWriter(err), "demo", "--help"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("could not be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "demo --help", "tail --output json"})
    void aReaderThatIsGoneEndsTheCommandAtItsNextLine(String line, @TempDir Path directory) throws IOException {
        Path log = Files.write(
                directory.resolve("log"),
                Collections.nCopies(1_000, "INFO Duplicate skipped operation=charge key=charge/o-1 attempt=1 age=5ms"));
        AtomicInteger writes = new AtomicInteger();
        PrintWriter gone = DataOutput.writer(
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        writes.incrementAndGet();
                        throw new IOException("Broken pipe");
                    }
                },
                StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        if (words.contains("tail")) {
            words.add(log.toString());
        }
        assertThat(Main.run(gone, new PrintWriter(err), words.toArray(String[]::new)))
                .isEqualTo(3);
        assertThat(err.toString()).isEqualToNormalizingNewlines("semel: the output could not be written\n");
        assertThat(writes).as("the line, and a last flush").hasValueLessThan(5);
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The story on the platform, and what its exit status says. */
class PlatformDemoTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theNaiveHandlerChargesTwiceAndSemelOnce_andNoProcessIsLeft() {
        List<Long> before = children();
        int status = run(Duration.ofMinutes(5)); // a loaded machine is no failure of the story
        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .contains("naive              2     2        2", "semel              2     1        1")
                .contains("The naive handler charged twice for one upload. With Semel, the second delivery changed"
                        + " nothing.");
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void aStoryThatTakesTooLongIsAFailureInOneLine_andNoProcessIsLeft() {
        List<Long> before = children();
        assertThat(run(Duration.ZERO)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines().filter(line -> line.startsWith("semel demo: ")))
                .containsExactly("semel demo: the story did not come to its end: it took more than 0 s");
        assertThat(children()).isEqualTo(before);
    }

    private int run(Duration limit) {
        return new CommandLine(new DemoCommand(System.getenv(), limit))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("--platform");
    }

    private static List<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 2, 2, 1, 1, 0",
        "2, 2, 2, 2, 2, 2, 1",
        "2, 2, 2, 2, 1, 2, 1",
        "2, 2, 2, 2, 0, 0, 1",
        "2, 2, 2, 1, 1, 1, 1",
        "2, 1, 1, 2, 1, 1, 1"
    })
    void anyOtherOutcomeIsAFailure(int first, int rows, int charges, int second, int kept, int once, int status) {
        PlatformReport report = new PlatformReport(List.of(
                new PlatformReport.Result("naive", first, rows, charges),
                new PlatformReport.Result("semel", second, kept, once)));
        assertThat(DemoCommand.exitStatus(report, new PrintWriter(err))).isEqualTo(status);
        assertThat(report.table().contains("That is not the story")).isEqualTo(status == 1);
        assertThat(report.json()).contains("\"holds\" : " + (status == 0));
    }

    @Test
    void aClassPathWithoutTheFunctionIsRefusedInOneLine(@TempDir Path folder) {
        assertThatThrownBy(() -> UploadZip.of(folder.toString()))
                .hasMessageStartingWith("the class path of this program has no jar of semel-cli")
                .hasMessageNotContaining("\n");
    }
}

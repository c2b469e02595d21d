// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code semel advise}: forms by effects, and units as docs/reference/costs.md has them. */
class AdviseCommandTest {

    private static final Pattern ROW =
            Pattern.compile("\\| (first execution|duplicate) \\| (\\d+) (bytes|KB) \\| (\\d+) \\| (\\d+) \\|");

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("functions.yaml"), text);
        CommandLine command = new CommandLine(new AdviseCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setCaseInsensitiveEnumValuesAllowed(true);
        return more.length == 0 ? command.execute(file.toString()) : command.execute(file.toString(), more[0], more[1]);
    }

    /** Every row of first executions and duplicates on the page. */
    @Test
    void unitsAreThoseOfThePage() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(Path.of("../docs/reference/costs.md")));
        int seen = 0;
        while (rows.find()) {
            int bytes = Integer.parseInt(rows.group(2)) * (rows.group(3).equals("KB") ? 1_024 : 1);
            double share = rows.group(1).equals("duplicate") ? 1 : 0;
            AdvisedFunction function = new AdvisedFunction("charge", 1, share, bytes, 0, List.of(EffectKind.CALL));
            assertThat(GuardCosts.of(function))
                    .as(rows.group())
                    .isEqualTo(new GuardCosts(Long.parseLong(rows.group(4)), Long.parseLong(rows.group(5))));
            seen++;
        }
        assertThat(seen).isEqualTo(14);
        AdvisedFunction transfer = new AdvisedFunction("transfer", 1, 1, 100, 0, List.of(EffectKind.UPDATE));
        assertThat(Files.readString(Path.of("../docs/reference/costs.md")))
                .contains(
                        "| a transactional commit with a write of one unit | 4 | 0 | 3 |\n| its duplicate | 4 | 0 | 1 |");
        assertThat(GuardCosts.of(transfer)).isEqualTo(new GuardCosts(4, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | NOTHING",
                "READ,OVERWRITE | NOTHING",
                "READ,ITEM | PUT_ONCE",
                "ITEM,ITEM | TRANSACTION",
                "UPDATE | TRANSACTION",
                "SQL,SQL | SQL_TRANSACTION",
                "SQL,ITEM | CLAIM",
                "ITEM,MESSAGE | CLAIM",
                "CALL | CLAIM"
            })
    void theFormFitsTheEffects(String effects, GuardForm form) {
        List<EffectKind> kinds = Pattern.compile(",")
                .splitAsStream(effects)
                .filter(name -> !name.isEmpty())
                .map(EffectKind::valueOf)
                .toList();
        assertThat(GuardForm.of(kinds)).isEqualTo(form);
    }

    /** The page shows a file and its advice, to the letter. */
    @Test
    void theMostCriticalComesFirst() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/advise.md"));
        String example = between(page, "```yaml\n", "```");
        assertThat(run(example)).isZero();
        assertThat(out.toString().replace(System.lineSeparator(), "\n")).isEqualTo(between(page, "```text\n", "```"));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1 | names no functions",
                "'functions: {f: {effects: []}}' | needs 'events'",
                "'functions: {f: {events: 1}}' | needs 'effects'",
                "'functions: {f: {events: 1, effects: [mail]}}' | unknown effect 'mail'; there are read, overwrite",
                "'functions: {f: {events: 1, effects: [], share: 1}}' | unknown member 'share'",
                "'functions: {f: {events: 1, effects: [], duplicates: 2}}' | duplicates must be 0 to 1",
                "'functions: {f: {events: -1, effects: []}}' | events must be 0 or more",
                "'functions: [' | is no YAML"
            })
    void aWrongFileIsRefused(String text, String message) throws IOException {
        assertThat(run(text, "--output", "json")).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }
}

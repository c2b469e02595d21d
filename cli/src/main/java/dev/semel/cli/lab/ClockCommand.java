// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel lab clock}. */
@Command(
        name = "clock",
        description = "Prints the platform's time, after advancing it: what is due until then runs at once.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "3:there is no platform"})
final class ClockCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "+TIME",
            description = "Time to advance by, such as +90s, +2m, +1h30m. Default: none.")
    private @Nullable String advance;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    ClockCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            LabClient lab = LabClient.of(environment);
            JsonNode answer = advance == null
                    ? lab.get("/_semel/clock")
                    : lab.post(
                            "/_semel/clock",
                            new JsonMapper()
                                    .createObjectNode()
                                    .put("advance", duration(advance).toString()));
            spec.commandLine().getOut().println(answer.path("now").asText());
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("semel lab clock: " + e.getMessage());
            return 3;
        }
    }

    private Duration duration(String text) {
        try {
            if (text.startsWith("+")) {
                String plain = text.substring(1).toUpperCase(Locale.ROOT);
                int days = plain.indexOf('D');
                return Duration.parse(
                        days < 0
                                ? "PT" + plain
                                : "P" + plain.substring(0, days + 1)
                                        + (days + 1 < plain.length() ? "T" + plain.substring(days + 1) : ""));
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw new ParameterException(spec.commandLine(), "not a time to advance by, such as +2m: " + text);
    }
}

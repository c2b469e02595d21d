// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel lab logs}. */
@Command(
        name = "logs",
        description = "Prints the lines that a function wrote, each after its time.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "3:there is no platform, or no such log"})
final class LogsCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FUNCTION", description = "Name of the function.")
    private String function = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    LogsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            String name = URLEncoder.encode(function, StandardCharsets.UTF_8);
            LabClient.of(environment)
                    .get("/_semel/logs?function=" + name)
                    .path("lines")
                    .forEach(line -> spec.commandLine()
                            .getOut()
                            .println(Instant.ofEpochMilli(line.path("timestamp").asLong()) + " "
                                    + line.path("message").asText()));
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("semel lab logs: " + e.getMessage());
            return 3;
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code semel lab metrics}. */
@Command(
        name = "metrics",
        description = "Prints the metrics that functions wrote in the embedded metric format: the number of samples, "
                + "their sum, and the metric's namespace, name and dimensions.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "3:there is no platform"})
final class MetricsCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    MetricsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            LabClient.of(environment)
                    .get("/_semel/metrics")
                    .path("metrics")
                    .forEach(row -> spec.commandLine()
                            .getOut()
                            .printf(
                                    "%d\t%s\t%s%n",
                                    row.path("samples").asLong(),
                                    row.path("sum").asText(),
                                    row.path("name").asText()));
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("semel lab metrics: " + e.getMessage());
            return 3;
        }
    }
}

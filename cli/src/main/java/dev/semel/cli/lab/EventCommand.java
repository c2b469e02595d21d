// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel lab event}. */
@Command(
        name = "event",
        description = "Prints the event of the function's last invocation, so that it can be delivered again.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "3:there is no platform, or no such event"})
final class EventCommand implements Callable<Integer> {

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

    EventCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            String name = URLEncoder.encode(function, StandardCharsets.UTF_8);
            spec.commandLine().getOut().println(LabClient.of(environment).get("/_semel/event?function=" + name));
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("semel lab event: " + e.getMessage());
            return 3;
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel advise}. Computes from a file; it calls nothing. */
@Command(
        name = "advise",
        description = "Shows which functions to guard first, in which form, and what that costs in DynamoDB units.",
        footer = {"", "docs/reference/advise.md has the form of the file."},
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:the advice was printed", "2:the command line or the file is wrong"})
public final class AdviseCommand implements Runnable {

    /** Forms of the advice. */
    enum Output {
        TABLE,
        JSON
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Functions with their effects and rates, in YAML.")
    private Path file = Path.of("");

    @Option(names = "--output", paramLabel = "FORM", description = "table or json (default: table).")
    private Output output = Output.TABLE;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /** Makes the command. */
    public AdviseCommand() {}

    @Override
    public void run() {
        try {
            AdviceReport report = new AdviceReport(AdviceFile.read(file));
            spec.commandLine()
                    .getOut()
                    .print(
                            switch (output) {
                                case TABLE -> report.text();
                                case JSON -> report.json();
                            });
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}

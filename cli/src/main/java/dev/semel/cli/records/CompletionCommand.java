// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code semel completion}. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(semel completion)",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:the script was printed", "2:the command line is wrong"})
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash("semel", spec.root().commandLine()));
    }
}

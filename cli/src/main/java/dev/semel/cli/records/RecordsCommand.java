// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semel records}. */
@Command(name = "records", description = "Lists the records of a store.", synopsisSubcommandLabel = "COMMAND")
final class RecordsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    private RecordsCommand() {}

    static CommandLine of(CommandContext context) {
        return new CommandLine(new RecordsCommand()).addSubcommand(new ListCommand(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given: list");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semel template}. Prints files to begin with; it changes nothing. */
@Command(
        name = "template",
        description = "Prints files to begin with.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SchemaCommand.class)
public final class TemplateCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /** Makes the command. */
    public TemplateCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a template must be named: schema");
    }
}

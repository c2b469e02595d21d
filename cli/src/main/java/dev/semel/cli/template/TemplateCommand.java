// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import picocli.CommandLine;
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

    /** Makes the command; {@link #line()} adds those below it. */
    public TemplateCommand() {}

    /** {@return the command with those below it, for a command line} */
    public static CommandLine line() {
        return new CommandLine(new TemplateCommand())
                .addSubcommand(
                        "stack",
                        described(PartCommand.stack(), "a table, a function and its source, alarms, a dashboard"))
                .addSubcommand(
                        "table", described(new PartCommand(TemplatePart.TABLE), "the DynamoDB table of the records"))
                .addSubcommand(
                        "function",
                        described(
                                new PartCommand(TemplatePart.FUNCTION),
                                "a function with its source and dead-letter queue"))
                .addSubcommand(
                        "policy", described(new PartCommand(TemplatePart.POLICY), "the permissions on the table"))
                .addSubcommand(
                        "alarms",
                        described(new PartCommand(TemplatePart.ALARMS), "alarms on the metrics of an operation"))
                .addSubcommand(
                        "dashboard",
                        described(
                                new PartCommand(TemplatePart.DASHBOARD), "a dashboard of the metrics of an operation"));
    }

    private static CommandLine described(PartCommand command, String what) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description("Prints " + what + ".");
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a template must be named: stack, table, function, policy, alarms, dashboard or schema");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.Waiting;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** The commands of operators. */
public final class OperateCommands {

    private OperateCommands() {}

    /**
     * Adds the commands.
     *
     * @param command the command that they belong to
     * @param environment the variables of the environment
     * @return the command
     */
    public static CommandLine addTo(CommandLine command, Map<String, String> environment) {
        return addTo(
                command,
                new CommandContext(
                        environment,
                        InstantSource.system(),
                        Waiting.sleeping(),
                        new ConsoleAsking(System.console()),
                        () -> System.in));
    }

    static CommandLine addTo(CommandLine command, CommandContext context) {
        return command.addSubcommand(new ExplainCommand(context))
                .addSubcommand(RecordsCommand.of(context))
                .addSubcommand(new ResolveCommand(context))
                .addSubcommand(new ReleaseCommand(context))
                .addSubcommand(new EraseCommand(context))
                .addSubcommand(new PurgeCommand(context))
                .addSubcommand(new SweepCommand(context))
                .addSubcommand(new TailCommand(context))
                .addSubcommand(new ConsoleCommand(context))
                .addSubcommand(new CompletionCommand());
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semel lab} and its commands. */
@Command(
        name = "lab",
        description = "The services around a Lambda function on this machine: DynamoDB, S3, SQS, Lambda and logs, "
                + "behind one address for the AWS CLI and the SDKs.",
        synopsisSubcommandLabel = "COMMAND")
public final class LabCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    private LabCommand() {}

    /**
     * Makes the command with all that belong to it.
     *
     * @param environment the variables of the environment
     * @return the command
     */
    public static CommandLine of(Map<String, String> environment) {
        return new CommandLine(new LabCommand())
                .addSubcommand(new StartCommand(environment))
                .addSubcommand(new AwsCommand(environment))
                .addSubcommand(new ClockCommand(environment))
                .addSubcommand(new DeployCommand(environment))
                .addSubcommand(new EventCommand(environment))
                .addSubcommand(new InvokeCommand(environment))
                .addSubcommand(new LogsCommand(environment))
                .addSubcommand(new MetricsCommand(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}

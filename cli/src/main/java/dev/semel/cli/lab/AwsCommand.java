// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code semel lab aws}: the user's own AWS CLI, which sees the platform and nothing else. */
@Command(
        name = "aws",
        description = "Runs the AWS CLI on the PATH against the platform: with its address, credentials and "
                + "configuration only. Profiles and variables of yours are not read.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"that of the AWS CLI; 3:there is no AWS CLI, or no platform"})
final class AwsCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    AwsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            LabClient lab = LabClient.of(environment);
            List<String> command = new ArrayList<>(List.of("aws"));
            command.addAll(arguments);
            // Old versions read no variable for it, and a profile could name another.
            command.addAll(List.of("--endpoint-url", lab.endpoint().toString()));
            ProcessBuilder aws = new ProcessBuilder(command).inheritIO();
            replaceVariables(aws.environment(), lab);
            return aws.start().waitFor();
        } catch (IOException e) {
            spec.commandLine().getErr().println("semel lab aws: " + e.getMessage());
            return 3;
        }
    }

    private static void replaceVariables(Map<String, String> variables, LabClient lab) {
        variables.keySet().removeIf(name -> name.startsWith("AWS_"));
        variables.put("AWS_ACCESS_KEY_ID", lab.key());
        variables.put("AWS_SECRET_ACCESS_KEY", "lab");
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_DEFAULT_REGION", "us-east-1");
        variables.put("AWS_ENDPOINT_URL", lab.endpoint().toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("AWS_CONFIG_FILE", "/dev/null");
        variables.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        variables.put("AWS_PAGER", "");
    }
}

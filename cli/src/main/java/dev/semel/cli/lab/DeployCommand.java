// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import dev.semel.platform.deploy.TemplateDeployment;
import dev.semel.platform.deploy.TemplateException;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel lab deploy}. */
@Command(
        name = "deploy",
        description = {
            "Creates the resources of a CloudFormation or SAM template. Types and properties that the platform does "
                    + "not serve are refused by name, before anything is created.",
            "Alarms, dashboards and policies are accepted without an effect. A deployment is not updated: what has a "
                    + "function that is there is refused."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done",
            "2:the command line is wrong, or the template is; nothing was created",
            "3:there is no platform, or it refused a resource; those before it are there"
        })
final class DeployCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TEMPLATE", description = "File of the template; code is searched beside it.")
    private Path template = Path.of("template.yaml");

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "Value of a parameter of the template. Repeatable. Default: the template's default.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "Name of the deployment, with which the names of its resources begin. Default: lab.")
    private String stack = "lab";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    DeployCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            TemplateDeployment deployment = TemplateDeployment.read(template, stack, parameters);
            LabClient lab = LabClient.of(environment);
            try (FrontClient front = new FrontClient(lab.endpoint(), lab.key())) {
                var out = spec.commandLine().getOut();
                deployment.create(front, out::println).forEach((name, value) -> out.println(name + " = " + value));
                return 0;
            }
        } catch (NoSuchFileException e) {
            return refuse(2, "there is no file " + e.getFile());
        } catch (TemplateException e) {
            return refuse(2, template + ": " + e.getMessage());
        } catch (ServiceException | IOException e) {
            return refuse(3, String.valueOf(e.getMessage()));
        }
    }

    private int refuse(int status, String line) {
        spec.commandLine().getErr().println("semel lab deploy: " + line);
        return status;
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.front.Lab;
import dev.semel.platform.front.LabBuilder;
import dev.semel.platform.jars.JarCache;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semel lab start}. Prints the lines that point the AWS CLI and the SDKs at the platform, and runs it. */
@Command(
        name = "start",
        exitCodeOnExecutionException = 3,
        description = {
            "Starts the platform, prints export lines for a shell, and runs until it is interrupted.",
            "It listens on the loopback interface only, and answers only requests with the access key that it prints: "
                    + "code that is uploaded to it runs on this machine, as you."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "130, 143:it was ended by Ctrl-C or a signal, and all of its processes with it",
            "2:the command line is wrong",
            "3:it could not start"
        })
final class StartCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the platform. Default: 4580. 0: any free one.")
    private int port = 4580;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder that keeps tables, objects and notifications for the next start. Default: memory.")
    private @Nullable Path state;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    StartCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CountDownLatch ended = new CountDownLatch(1);
        try (Lab lab = builder(err).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(lab)));
            lab.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
            out.println("export " + LabClient.ENDPOINT + "=" + lab.endpoint());
            out.println("export " + LabClient.KEY + "=" + lab.accessKey());
            out.flush();
            err.println("semel lab: ready at " + lab.endpoint() + "; Ctrl-C ends it");
            err.flush();
            ended.await();
            return 0;
        } catch (IOException | IllegalStateException e) {
            err.println("semel lab could not start: " + e.getMessage());
            return 3;
        }
    }

    private static void close(Lab lab) {
        try {
            lab.close();
        } catch (IOException e) {
            System.err.println("semel lab: " + e.getMessage());
        }
    }

    private LabBuilder builder(PrintWriter err) {
        JarCache cache = JarCache.of(environment, Path.of(System.getProperty("user.home")));
        LabBuilder builder = Lab.builder(new EngineJars(cache, line -> err.println("semel: " + line)))
                .problems(line -> err.println("semel lab: " + line));
        try {
            builder.port(port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (state != null) {
            builder.state(state);
        }
        python().ifPresent(builder::python);
        return builder;
    }

    private Optional<Path> python() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

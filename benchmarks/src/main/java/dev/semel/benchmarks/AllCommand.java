// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks;

import dev.semel.benchmarks.report.CommonOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs every measurement, each in a process of its own: the one command behind {@code docs/reference/performance.md}.
 */
@Command(
        name = "all",
        description =
                "Runs bench, bench scale, bench stores, bench micro and bench cold, one after another, each in a process of its own,"
                        + " as docs/reference/performance.md has them. Takes about 20 minutes on two processors that do nothing else.")
final class AllCommand implements Callable<Integer> {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--rounds", "40", "--warmup", "1500"),
            List.of("scale", "--rounds", "120"),
            List.of("stores"),
            List.of("micro"),
            List.of("cold", "--rounds", "6"));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        int status = 0;
        for (List<String> command : COMMANDS) {
            status = Math.max(status, run(command));
        }
        return status;
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        PrintWriter table = spec.commandLine().getOut();
        table.printf("%n=== semel bench %s%n", String.join(" ", command));
        table.flush();
        Process process = new ProcessBuilder(java(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Reader told = process.inputReader(StandardCharsets.UTF_8)) {
            told.transferTo(table);
            table.flush();
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /** {@return this JVM again, with its flags and class path} */
    private List<String> java(List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchMain.class.getName()));
        line.addAll(command);
        if (!command.get(0).equals("stores")) {
            line.addAll(List.of("--out", common.folder().toString()));
        }
        return line;
    }
}

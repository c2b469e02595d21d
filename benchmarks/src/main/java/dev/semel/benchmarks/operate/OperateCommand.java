// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.operate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures memory and rate of a list and a purge, each in a process of its own with a small heap. */
@Command(
        name = "operate",
        description =
                "Fills a table with records that are past their time, then lists and purges it, each in a JVM of its own "
                        + "whose heap is --heap. Prints time, rate and peak heap.")
public final class OperateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "The server: dynamodb, which is DynamoDB Local, or postgresql. Default: dynamodb.")
    private ExpiredRecords.Server server = ExpiredRecords.Server.DYNAMODB;

    @Option(names = "--records", paramLabel = "N", description = "Records in the table. Default: 1000000.")
    private int records = 1_000_000;

    @Option(names = "--rate", paramLabel = "N", description = "Most records a second. Default: 100000, so no limit.")
    private int rate = 100_000;

    @Option(names = "--heap", paramLabel = "MB", description = "Heap of the measured processes. Default: 32.")
    private int heap = 32;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "Deletions under way at once, 1 to 64. Default: 5. PostgreSQL is measured with one.")
    private int atOnce = 5;

    @Option(names = "--list-only", description = "Leaves out the purge.")
    private boolean listOnly;

    /** Makes the command. */
    public OperateCommand() {}

    @Override
    public Integer call() throws Exception {
        if (records < 1 || rate < 1 || heap < 16 || atOnce < 1 || atOnce > 64) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--records and --rate must be positive, --heap at least 16, and --at-once 1 to 64");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (ExpiredRecords table = ExpiredRecords.start(server)) {
            long start = System.nanoTime();
            table.write(records);
            out.printf("%d records, written in %d s%n", records, seconds(start));
            out.flush();
            measure("list", table.port(), out);
            if (!listOnly) {
                measure("purge", table.port(), out);
            }
        }
        return 0;
    }

    private static long seconds(long since) {
        return (System.nanoTime() - since) / 1_000_000_000L;
    }

    private void measure(String action, int port, PrintWriter out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OperateProgram.class.getName(),
                action,
                server.name(),
                Integer.toString(port),
                Integer.toString(rate),
                Integer.toString(server == ExpiredRecords.Server.POSTGRESQL ? 1 : atOnce)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(out::println);
        }
        out.flush();
        if (process.waitFor() != 0) {
            throw new IOException(action + " ended with status " + process.exitValue());
        }
    }
}

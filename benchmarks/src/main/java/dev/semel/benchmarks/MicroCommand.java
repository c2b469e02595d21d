// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks;

import dev.semel.benchmarks.micro.Calls;
import dev.semel.benchmarks.report.CommonOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the JMH benchmarks. */
@Command(
        name = "micro",
        description =
                "Measures what a call costs without a network, by JMH: key, fingerprint, canonical JSON, and claim to"
                        + " outcome on a store in memory. Writes micro.json.")
final class MicroCommand implements Callable<Integer> {

    private static final int MOST_ITERATIONS = 1000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--iterations", paramLabel = "N", description = "Seconds of measurement of each. Default: 5.")
    private int iterations = 5;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        common.requireBetween("--iterations", iterations, 2, MOST_ITERATIONS);
        Path file = common.folder().resolve("micro.json");
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Collection<RunResult> results = new Runner(
                        new OptionsBuilder()
                                .include(Calls.class.getPackageName().replace(".", "\\.") + "\\..*")
                                .mode(Mode.AverageTime)
                                .timeUnit(TimeUnit.MICROSECONDS)
                                .forks(1)
                                .warmupIterations(iterations)
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(iterations)
                                .measurementTime(TimeValue.seconds(1))
                                .addProfiler(GCProfiler.class)
                                .resultFormat(ResultFormatType.JSON)
                                .result(file.toString())
                                .build(),
                        OutputFormatFactory.createFormatInstance(silent, VerboseMode.SILENT))
                .run();
        print(results, file);
        return 0;
    }

    private void print(Collection<RunResult> results, Path file) {
        PrintWriter table = spec.commandLine().getOut();
        table.printf("%-32s %14s %12s %14s%n", "", "us per call", "99.9 % +/-", "B allocated");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Result<?> memory = result.getSecondaryResults().get("gc.alloc.rate.norm");
            table.print(String.format(
                    Locale.ROOT,
                    "%-32s %14.3f %12.3f %14.0f%n",
                    result.getParams().getBenchmark().replaceFirst(".*\\.(?=[A-Z])", ""),
                    time.getScore(),
                    time.getScoreError(),
                    memory == null ? Double.NaN : memory.getScore()));
        }
        table.printf("%nwritten: %s%n", file);
        table.flush();
    }
}

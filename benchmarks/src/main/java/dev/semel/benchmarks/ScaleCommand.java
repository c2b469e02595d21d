// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks;

import dev.semel.benchmarks.contest.Arena;
import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.measure.Comparison;
import dev.semel.benchmarks.measure.Tournament;
import dev.semel.benchmarks.report.CommonOptions;
import dev.semel.benchmarks.report.Outputs;
import dev.semel.benchmarks.report.Settings;
import dev.semel.benchmarks.report.TextReport;
import dev.semel.benchmarks.scale.Contention;
import dev.semel.benchmarks.scale.Growth;
import dev.semel.benchmarks.server.HttpClientKind;
import dev.semel.benchmarks.server.LocalDatabase;
import dev.semel.benchmarks.server.Wire;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what growth and a hot key do to the cost of a call. */
@Command(
        name = "scale",
        description =
                "Measures first executions and duplicates while Semel's table grows, the others' tables staying small,"
                        + " and counts what many duplicates of one key at once cost. Writes scale-N.json and scale-N.svg.")
final class ScaleCommand implements Callable<Integer> {

    private static final long MOST_RECORDS = 10_000_000;
    private static final int MOST_CALLS = 100_000;
    private static final int CONNECTIONS = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--records",
            split = ",",
            paramLabel = "N",
            description = "Sizes of the table, growing, up to 10 million. Default: 1000,10000,100000,1000000.")
    private List<Long> sizes = List.of(1_000L, 10_000L, 100_000L, 1_000_000L);

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds at each size. Default: 300.")
    private int rounds = 300;

    @Option(names = "--warmup", paramLabel = "N", description = "Operations before the first. Default: 500.")
    private int warmup = 500;

    @Option(names = "--duplicates", paramLabel = "N", description = "Calls with one key at once. Default: 1000.")
    private int duplicates = 1000;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        validate();
        common.folder();
        System.setProperty("http.maxConnections", Integer.toString(CONNECTIONS)); // read at the JDK's first request
        try (LocalDatabase database = LocalDatabase.start(HttpClientKind.URL, Wire.PLAIN);
                Arena arena = Arena.open(database, 1)) {
            print(Contention.of(arena, duplicates));
            Growth growth = Growth.of(arena);
            for (long size : sizes) {
                growth.to(size);
                measure(arena, size);
            }
        }
        return 0;
    }

    private void validate() {
        common.requireBetween("--rounds", rounds, 1, 100_000);
        common.requireBetween("--warmup", warmup, 0, 1_000_000);
        common.requireBetween("--duplicates", duplicates, 1, MOST_CALLS);
        long before = 0;
        for (long size : sizes) {
            if (size <= before || size > MOST_RECORDS) {
                throw new ParameterException(
                        spec.commandLine(), "--records must grow, from 1 to at most " + MOST_RECORDS + ", is " + sizes);
            }
            before = size;
        }
    }

    private void measure(Arena arena, long size) throws Exception {
        Outputs outputs = new Outputs(common.folder(), "scale-" + size);
        PrintWriter table = spec.commandLine().getOut();
        table.printf("%n%d records in the table of semel%n", size);
        List<Comparison> comparisons = new Tournament(arena, Wire.PLAIN, System::nanoTime, warmup, rounds)
                .run(List.of(Path.FIRST, Path.DUPLICATE), List.of(Duration.ZERO), comparison -> {
                    table.print(TextReport.of(comparison));
                    table.flush();
                });
        outputs.write(Settings.here("no quota", HttpClientKind.URL.toString(), 1, warmup, rounds), comparisons);
    }

    private void print(Contention contention) {
        PrintWriter table = spec.commandLine().getOut();
        table.printf(
                "%d calls with one key at once: bodies %d, requests %d, outcomes %s%n",
                contention.calls(), contention.bodies(), contention.requests(), new TreeMap<>(contention.outcomes()));
        table.flush();
    }
}

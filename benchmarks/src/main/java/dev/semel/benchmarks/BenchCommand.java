// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks;

import dev.semel.benchmarks.coldstart.ColdCommand;
import dev.semel.benchmarks.contest.Arena;
import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.measure.Comparison;
import dev.semel.benchmarks.measure.Tournament;
import dev.semel.benchmarks.report.AdditionTable;
import dev.semel.benchmarks.report.CommonOptions;
import dev.semel.benchmarks.report.GoalTable;
import dev.semel.benchmarks.report.Outputs;
import dev.semel.benchmarks.report.Settings;
import dev.semel.benchmarks.report.TextReport;
import dev.semel.benchmarks.server.HttpClientKind;
import dev.semel.benchmarks.server.LocalDatabase;
import dev.semel.benchmarks.server.ProcessorQuota;
import dev.semel.benchmarks.server.Wire;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures every path, Semel and its peer in turn and in one run. */
@Command(
        name = "semel bench",
        description =
                "Measures Semel beside Powertools for AWS Lambda (Java), in turn and in one run, against DynamoDB Local"
                        + " behind a delay. Prints a table and writes bench.json and bench.svg.",
        subcommands = ColdCommand.class,
        synopsisSubcommandLabel = "[COMMAND]")
final class BenchCommand implements Callable<Integer> {

    private static final int LONGEST_DELAY = 1000;
    private static final java.nio.file.Path GROUPS = java.nio.file.Path.of("/sys/fs/cgroup");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--delay",
            split = ",",
            paramLabel = "MS",
            description = "What each request waits, in milliseconds from 0 to 1000. Default: 0,2,5,10.")
    private List<Integer> delays = List.of(0, 2, 5, 10);

    @Option(
            names = "--paths",
            split = ",",
            paramLabel = "PATH",
            description = "What to measure: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Path> paths = List.of(Path.values());

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds of each path and delay. Default: 100.")
    private int rounds = 100;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Operations that each contestant runs first, without a delay. Default: 500.")
    private int warmup = 500;

    @Option(
            names = "--client",
            paramLabel = "CLIENT",
            description = "HTTP client of all contestants: ${COMPLETION-CANDIDATES}. Default: url.")
    private HttpClientKind client = HttpClientKind.URL;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description =
                    "How many idle connections the url client keeps. Default: 5, as in every JDK; the peer on 10 threads"
                            + " then opens new ones, unless its user sets the system property http.maxConnections.")
    private int connections = 5;

    @Option(names = "--tls", description = "Measures everything over TLS too, with a certificate made for the run.")
    private boolean tls;

    @Option(
            names = "--quota",
            paramLabel = "PERCENT",
            description =
                    "Limits this process to so many percent of one processor, as Lambda does (1769 MB are 100), where"
                            + " a control group can be written. Default: no limit.")
    private int quota;

    @Option(
            names = "--before",
            paramLabel = "CLASSPATH",
            description = "Another build of Semel to measure beside this one: the classes of core, json, lambda and"
                    + " stores/dynamodb. Only for paths of batches.")
    private @Nullable String before;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all ids. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--smoke",
            description =
                    "Two rounds without delay or warm-up, whatever else is given: shows that it works, and measures nothing.")
    private boolean smoke;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        if (smoke) {
            delays = List.of(0);
            rounds = 2;
            warmup = 1;
        }
        common.requireBetween("--rounds", rounds, 1, 100_000);
        common.requireBetween("--warmup", warmup, 0, 1_000_000);
        common.requireBetween("--connections", connections, 1, 1000);
        common.requireBetween("--quota", quota, 0, 10_000);
        delays.forEach(delay -> common.requireBetween("--delay", delay, 0, LONGEST_DELAY));
        System.setProperty("http.maxConnections", Integer.toString(connections)); // read at the JDK's first request
        Outputs outputs = new Outputs(common.folder(), "bench");
        if (quota == 0) {
            run(outputs, "no quota: this process may use all processors");
            return 0;
        }
        try (ProcessorQuota limit = ProcessorQuota.limit(GROUPS, quota)) {
            run(outputs, limit.text());
            return 0;
        }
    }

    private void run(Outputs outputs, String limited) throws Exception {
        Settings settings =
                Settings.here(limited, client + ", " + connections + " idle connections", seed, warmup, rounds);
        PrintWriter table = spec.commandLine().getOut();
        print(TextReport.of(settings));
        List<Comparison> comparisons = new ArrayList<>(run(Wire.PLAIN));
        if (tls) {
            comparisons.addAll(run(Wire.TLS));
        }
        print(GoalTable.of(comparisons));
        print(AdditionTable.of(comparisons));
        outputs.write(settings, comparisons);
        table.printf("%nwritten: %s, %s%n", outputs.json(), outputs.plot());
        table.flush();
    }

    private List<Comparison> run(Wire wire) throws Exception {
        List<Duration> waits =
                delays.stream().map(millis -> Duration.ofMillis(millis)).toList();
        try (LocalDatabase database = LocalDatabase.start(client, wire);
                Arena arena = Arena.open(database, seed, before)) {
            return new Tournament(arena, wire, System::nanoTime, warmup, rounds)
                    .run(paths, waits, new Tournament.Progress() {
                        @Override
                        public void warming(Path path) {
                            PrintWriter errors = spec.commandLine().getErr();
                            if (!smoke) {
                                errors.printf("warming up %s, %s connections%n", path, wire);
                                errors.flush();
                            }
                        }

                        @Override
                        public void measured(Comparison comparison) {
                            print(TextReport.of(comparison));
                        }
                    });
        }
    }

    private void print(String text) {
        PrintWriter table = spec.commandLine().getOut();
        table.print(text);
        table.flush();
    }
}

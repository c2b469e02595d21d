// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import dev.semel.benchmarks.measure.Quartiles;
import dev.semel.benchmarks.measure.Ratio;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the stores of JDBC and Redis beside raw statements of the same client. */
@Command(
        name = "stores",
        description = "Measures the stores of JDBC (PostgreSQL) and Redis beside the fewest statements of the same"
                + " client that protect an operation (floor), and beside Spring Integration's metadata store, which"
                + " remembers keys and nothing else. In turn and in one run, each on one connection behind a delay."
                + " Prints Markdown; lower is better.")
public final class StoresCommand implements Callable<Integer> {

    private static final int LONGEST_DELAY = 1000;
    private static final int MOST_ROUNDS = 100_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--delay",
            split = ",",
            paramLabel = "MS",
            description = "What each request waits, in milliseconds from 0 to 1000. Default: 0,2.")
    private List<Integer> delays = List.of(0, 2);

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds of each path. Default: 200.")
    private int rounds = 200;

    @Option(names = "--warmup", paramLabel = "N", description = "Rounds before, without a delay. Default: 1000.")
    private int warmup = 1000;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /** Makes the command. */
    public StoresCommand() {}

    /** {@return 0: everything was measured} */
    @Override
    public Integer call() throws Exception {
        requireBetween("--rounds", rounds, 1, MOST_ROUNDS);
        requireBetween("--warmup", warmup, 1, MOST_ROUNDS);
        for (int delay : delays) {
            requireBetween("--delay", delay, 0, LONGEST_DELAY);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (StoreCourse postgres = PostgresCourse.start()) {
            measure(postgres, out);
        }
        try (StoreCourse redis = RedisCourse.start(freePort())) {
            measure(redis, out);
        }
        return 0;
    }

    private void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be from " + least + " to " + most + ", is " + value);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void measure(StoreCourse course, PrintWriter out) throws Exception {
        out.printf("%n%s: %d rounds, %d of warm-up%n", course.title(), rounds, warmup);
        StoreRace race = new StoreRace(course, System::nanoTime);
        List<StorePath> paths = course.paths();
        for (StorePath path : paths) {
            race.warmUp(path, Math.max(1, warmup / Math.max(1, path.bodies())));
        }
        out.printf("%n| Path | Delay | | ms [quartiles] | Round trips | To the floor |%n|---|---|---|---|---|---|%n");
        for (int delay : delays) {
            course.link().delay(Duration.ofMillis(delay));
            for (StorePath path : paths) {
                for (StoreRace.Lap lap : race.run(path, rounds)) {
                    out.println(line(path.name(), delay, lap));
                }
                out.flush();
            }
        }
    }

    private static String line(String path, int delay, StoreRace.Lap lap) {
        Quartiles millis = lap.millis();
        Ratio ratio = lap.toFloor();
        return String.format(
                Locale.ROOT,
                "| %s | %d ms | %s | %.2f [%.2f, %.2f] | %.1f | %.2f [%.2f, %.2f] |",
                path,
                delay,
                lap.name(),
                millis.median(),
                millis.lower(),
                millis.upper(),
                lap.roundTrips(),
                ratio.value(),
                ratio.low(),
                ratio.high());
    }
}

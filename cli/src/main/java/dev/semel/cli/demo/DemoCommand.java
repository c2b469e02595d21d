// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.jars.JarCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel demo}. Prints its result to the command line's output, and its progress to the error output. */
@Command(
        name = "demo",
        exitCodeOnExecutionException = 3,
        description = {
            "Delivers S3 upload events to three handlers that charge for each upload: a naive one, one with the usual "
                    + "one-line guard, and one with Semel. Each handler gets every event once, twice, twice at the same "
                    + "time, with crashes and with a freeze. Counts the requests and charges of a payment service, "
                    + "and the orders written.",
            "Everything runs on this machine: the payment service on a loopback port, DynamoDB Local in memory on a "
                    + "free port of every interface. Minutes between deliveries pass on the demo's own clock.",
            "With --platform it tells one story instead, on the platform of 'semel lab': a bucket, tables, a Java "
                    + "function behind the bucket's notification, an upload, and the same event again; first with the "
                    + "naive handler, then with Semel. The first use fetches the platform's engines."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:Semel charged each upload exactly once and wrote its order in every scenario; with --platform: the "
                    + "naive handler charged twice, and Semel once",
            "1:Semel did not; the scenarios are named; with --platform: the story did not come out so",
            "2:the command line is wrong, or a FILE cannot be used",
            "3:the demo could not run, or its result could not be written"
        })
public final class DemoCommand implements Callable<Integer> {

    /** Format of the printed result. */
    enum Format {
        TABLE,
        JSON
    }

    /** Longest time of the story on the platform, after the platform's start. */
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final Map<String, String> environment;
    private final Duration limit;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Files to upload. Default: three that come with the demo.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the result: table or json. Default: table.")
    private Format format = Format.TABLE;

    @Option(
            names = "--all",
            description = "Prints every scenario with its counts. Default: the verdicts of the scenarios in which the "
                    + "handlers differ. JSON always has everything.")
    @SuppressWarnings("unused") // picocli writes it
    private boolean all;

    @Option(
            names = "--platform",
            description = "Plays on the platform of 'semel lab' instead, in at most a minute after its engines are "
                    + "fetched. Takes no FILE and no --all.")
    @SuppressWarnings("unused") // picocli writes it
    private boolean platform;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /**
     * Makes the command, with its defaults.
     *
     * @param environment the variables of the environment
     */
    public DemoCommand(Map<String, String> environment) {
        this(environment, LIMIT);
    }

    DemoCommand(Map<String, String> environment, Duration limit) {
        this.environment = environment;
        this.limit = limit;
    }

    /**
     * {@return whether the demo will run with some arguments} It will not if it refuses them or is asked for its help.
     *
     * @param arguments the words after {@code demo}
     */
    public static boolean accepts(String... arguments) {
        DemoCommand demo = new DemoCommand(Map.of());
        CommandLine line = new CommandLine(demo).setCaseInsensitiveEnumValuesAllowed(true);
        try {
            line.parseArgs(arguments);
            return !line.isUsageHelpRequested() && !demo.files().isEmpty();
        } catch (ParameterException e) {
            return false;
        } catch (IOException e) {
            return true; // the demo reports it
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<DemoFile> files = files();
            if (platform) {
                return tell(out, err);
            }
            Report report = new Demo(files, DemoHandler.all(), err::println).run();
            return print(report, out, err);
        } catch (IOException e) {
            err.println("semel demo could not run: " + e.getMessage());
            return 3;
        }
    }

    /** Tells the story on the platform, and returns the exit status. */
    private int tell(PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        byte[] zip = UploadZip.of(System.getProperty("java.class.path"));
        JarCache cache = JarCache.of(environment, Path.of(System.getProperty("user.home")));
        EngineJars jars = new EngineJars(cache, line -> err.println("semel: " + line));
        try (PlatformRun run = PlatformRun.start(jars, err::println)) {
            try {
                PlatformReport report = run.play(zip, limit, err::println);
                return print(report, out, err);
            } catch (IOException e) {
                if (!run.isClosed()) {
                    err.println("semel demo: the story did not come to its end: " + e.getMessage());
                }
                return 1;
            }
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private int print(PlatformReport report, PrintWriter out, PrintWriter err) {
        switch (format) {
            case TABLE -> out.print(report.table());
            case JSON -> out.println(report.json());
        }
        out.flush();
        return exitStatus(report, err);
    }

    /** {@return 0 if the naive handler charged twice and Semel's once, else 1, with a line that says so} */
    static int exitStatus(PlatformReport report, PrintWriter err) {
        if (report.holds()) {
            return 0;
        }
        err.println("semel demo: the story did not come out; the counts are in the table");
        err.flush();
        return 1;
    }

    private List<DemoFile> files() throws IOException {
        if (platform && (all || !paths.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--platform has an upload of its own: leave out FILE and --all");
        }
        try {
            return paths.isEmpty() ? DemoFile.shipped() : DemoFile.of(paths);
        } catch (DemoFile.UnusableFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Prints a report, and returns the exit status that it stands for. */
    private int print(Report report, PrintWriter out, PrintWriter err) {
        switch (format) {
            case TABLE -> out.print(all ? report.table() : report.summary());
            case JSON -> out.println(report.json());
        }
        out.flush();
        return exitStatus(report, err);
    }

    /** {@return 0 if Semel's handler held in every scenario, else 1, with the failed scenarios named} */
    static int exitStatus(Report report, PrintWriter err) {
        if (report.holds()) {
            return 0;
        }
        err.println("semel demo: Semel did not charge each upload exactly once and write its order in: "
                + report.failed().stream().map(DemoScenario::title).collect(Collectors.joining(", ")));
        err.flush();
        return 1;
    }
}

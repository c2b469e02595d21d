// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.semel.model.PrintableText;
import dev.semel.operate.EventCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel tail}: what happens, from lines of logs. */
@Command(
        name = "tail",
        description = "Tells what happens, by operation and outcome, from lines of logs: of a log group, of a file, or "
                + "of standard input, such as 'semel lab logs FUNCTION | semel tail'. It reads the lines of the "
                + "logging listener and of the metrics listener (EMF), also inside JSON log records.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:the input ended",
            "2:the command line is wrong",
            "3:the input cannot be read, or the logs API gave no answer"
        })
final class TailCommand implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file (default: standard input).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--operation", paramLabel = "NAME", description = "Only events of this operation.")
    private String operation = "";

    @Option(names = "--summary", description = "Prints the counts at the end only.")
    private boolean summary;

    @Mixin
    private LogGroupOptions logs = new LogGroupOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    TailCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Map<String, Long> counts = new TreeMap<>(Comparator.naturalOrder());
        try {
            if (logs.isGiven()) {
                readLogGroup(counts);
            } else {
                readLines(counts);
            }
        } catch (RefusedException e) {
            return failed(String.valueOf(e.getMessage()), OperatorCommand.WRONG);
        } catch (IOException e) {
            spec.commandLine().getOut().flush();
            return failed(
                    logs.isGiven() ? String.valueOf(e.getMessage()) : "the input cannot be read",
                    OperatorCommand.NO_ANSWER);
        }
        printSummary(counts);
        return OperatorCommand.DONE;
    }

    private int failed(String message, int status) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + PrintableText.shown(message));
        return status;
    }

    private void readLines(Map<String, Long> counts) throws IOException {
        if (logs.areIncomplete()) {
            throw new RefusedException("--since, --follow, --max, --endpoint and --region need --logs GROUP");
        }
        try (InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : context.input();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line, counts);
            }
        }
    }

    private void readLogGroup(Map<String, Long> counts) throws IOException {
        if (file.isPresent()) {
            throw new RefusedException("give a FILE or --logs GROUP, not both");
        }
        if (logs.follows() && summary) {
            throw new RefusedException("--summary counts at the end, and --follow has none: leave one of them out");
        }
        Instant since = logs.since(context.clock().instant());
        try (LogGroup group = logs.open(context)) {
            try {
                group.read(
                        since,
                        logs.follows(),
                        logs.max(),
                        message -> message.lines().forEach(line -> read(line, counts)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the end of following: what was read is counted
            } finally {
                group.newest()
                        .ifPresent(newest -> spec.commandLine()
                                .getErr()
                                .println("read up to " + newest + "; go on with --since " + newest));
            }
        }
    }

    private void read(String line, Map<String, Long> counts) {
        for (EventCount event : LogText.events(line)) {
            if (operation.isEmpty() || operation.equals(event.operation())) {
                counts.merge(event.operation() + "\t" + event.outcome(), event.count(), Long::sum);
                print(event);
            }
        }
    }

    private void print(EventCount event) {
        if (summary) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(JsonNodeFactory.instance
                    .objectNode()
                    .put("operation", event.operation())
                    .put("outcome", event.outcome())
                    .put("key", event.key())
                    .put("count", event.count()));
        } else {
            out.println(String.format(
                    "%-20s %-35s %6d %s",
                    PrintableText.name(event.operation()),
                    PrintableText.name(event.outcome()),
                    event.count(),
                    PrintableText.name(event.key())));
        }
        out.flush(); // a tail is watched
    }

    private void printSummary(Map<String, Long> counts) {
        PrintWriter out = spec.commandLine().getOut();
        if (!output.isJson()) {
            out.println(String.format("%-20s %-35s %6s", "OPERATION", "OUTCOME", "COUNT"));
        }
        counts.forEach((name, count) -> {
            List<String> parts = List.of(name.split("\t", 2));
            if (output.isJson()) {
                out.println(JsonNodeFactory.instance
                        .objectNode()
                        .put("operation", parts.get(0))
                        .put("outcome", parts.get(1))
                        .put("total", count));
            } else {
                out.println(String.format(
                        "%-20s %-35s %6d", PrintableText.name(parts.get(0)), PrintableText.name(parts.get(1)), count));
            }
        });
    }
}

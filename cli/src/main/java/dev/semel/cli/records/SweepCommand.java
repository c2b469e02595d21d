// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.model.IdempotencyKey;
import dev.semel.operate.Explanation;
import dev.semel.operate.Planner;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordsTable;
import dev.semel.operate.Sweeper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code semel sweep}. */
@Command(
        name = "sweep",
        description = "Finds work that stalled without a redelivery: released keys, and claims whose lease is over. "
                + "Lists it, or "
                + "hands each key to a command of yours, which finds the input by the key and starts the "
                + "work again. "
                + "The sweep itself changes no record.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:listed, or every key was handed over",
            "1:your command failed on some keys",
            "2:the command line is wrong",
            "3:the store gave no answer"
        })
final class SweepCommand extends OperatorCommand {

    private static final int PAGE = 100;

    @Mixin
    private FilterOptions filters = new FilterOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--stalled-for",
            paramLabel = "TIME",
            description = "Only keys whose lease has been over, or that were released, for so long (default: "
                    + "${DEFAULT-VALUE}). "
                    + "Longer than your source takes to deliver again.")
    private String stalledFor = "15m";

    @Option(
            names = "--run",
            paramLabel = "WORD",
            description = "Your command, a word each time the option is given. It gets the key as JSON on its standard "
                    + "input, and "
                    + "in the variables SEMEL_RECORD_ID, SEMEL_TENANT, SEMEL_OPERATION and SEMEL_KEY. "
                    + "Without it the keys are "
                    + "listed only.")
    private List<String> command = new ArrayList<>();

    @Option(
            names = "--keys-per-second",
            paramLabel = "NUMBER",
            description = "The most keys that are handed over in a second (default: ${DEFAULT-VALUE}).")
    private int keysPerSecond = 5;

    @Option(
            names = "--max",
            paramLabel = "NUMBER",
            description = "The most keys that are listed or handed over (default: ${DEFAULT-VALUE}).")
    private long max = 1000;

    @Option(
            names = "--command-timeout",
            paramLabel = "SECONDS",
            description = "The time that your command may take for a key (default: ${DEFAULT-VALUE}).")
    private int commandTimeout = 60;

    @Option(names = "--yes", description = "Runs the command. Without it, keys are listed only.")
    private boolean yes;

    SweepCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(StoreOptions.OpenedStore opened) throws InterruptedException {
        boolean hands = yes && !command.isEmpty();
        if (commandTimeout < 1) {
            throw new RefusedException("--command-timeout must be at least 1, is " + commandTimeout);
        }
        Sweeper.Bounds bounds = bounds();
        RecordFilter filter = filters.filter(Set.of());
        Sweeper sweeper = Sweeper.of(
                opened.store(),
                context.clock(),
                context.waiting(),
                filters.pace(PAGE, storeOptions.timeout()),
                Planner.of(ChangeOptions.CLOCK_SKEW));
        if (!output.isJson()) {
            out().println(RecordsTable.HEADER);
        }
        Sweeper.Summary summary = sweeper.sweep(filter, bounds, stalled -> {
            print(stalled);
            if (hands) {
                handOver(stalled);
            }
        });
        out().flush();
        err().println(summary.stalled() + " of about " + summary.examined() + " keys have stalled; "
                + (hands
                        ? summary.started() + " were handed over, your command failed on " + summary.failed()
                        : "none was handed over" + (command.isEmpty() ? "" : ", --yes would do it")));
        return summary.failed() > 0 ? REFUSED : DONE;
    }

    private Sweeper.Bounds bounds() {
        Duration age = FilterOptions.time("--stalled-for", stalledFor);
        try {
            return new Sweeper.Bounds(age, keysPerSecond, max);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--stalled-for, --keys-per-second or --max: " + e.getMessage());
        }
    }

    private void print(Explanation stalled) {
        out().println(
                        output.isJson()
                                ? ExplanationJson.of(stalled, List.of(), Optional.empty())
                                        .toString()
                                : RecordsTable.row(stalled));
    }

    private void handOver(Explanation stalled) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SEMEL_RECORD_ID", stalled.name().recordId());
        IdempotencyKey key = stalled.name().stored().orElse(null);
        if (key != null) {
            builder.environment().put("SEMEL_TENANT", key.tenant());
            builder.environment().put("SEMEL_OPERATION", key.scope());
            builder.environment().put("SEMEL_KEY", key.value());
        }
        Process process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(ExplanationJson.of(stalled, List.of(), Optional.empty())
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException ignored) {
            // a command may close its input unread, and tells by its exit status what became of the key
        }
        if (!process.waitFor(commandTimeout, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("the command took too long");
        }
        if (process.exitValue() != 0) {
            err().println(spec.qualifiedName() + ": the command ended with status " + process.exitValue() + " for "
                    + stalled.name().shown());
            throw new IOException("the command failed");
        }
    }
}

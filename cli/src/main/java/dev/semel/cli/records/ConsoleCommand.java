// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.console.Console;
import dev.semel.console.ConsoleBuilder;
import dev.semel.console.SourceHorizon;
import dev.semel.lambda.DynamoDbStreamSource;
import dev.semel.lambda.EventBridgeSource;
import dev.semel.lambda.KafkaSource;
import dev.semel.lambda.KinesisSource;
import dev.semel.lambda.RetryHorizon;
import dev.semel.lambda.S3Source;
import dev.semel.lambda.SnsSource;
import dev.semel.lambda.SqsSource;
import dev.semel.lambda.http.HttpSource;
import dev.semel.operate.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code semel console}. */
@Command(
        name = "console",
        description =
                "Shows keys in a browser, on this machine only: keys by state, the quarantine work list, the story of "
                        + "one key, duplicates, windows. Prints the address, which holds a token, and runs until Ctrl-C. Changes "
                        + "nothing, unless --allow-changes is given.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"2:the command line is wrong", "3:the console could not start", "130:ended by Ctrl-C"})
final class ConsoleCommand extends OperatorCommand {

    @Option(names = "--port", paramLabel = "NUMBER", description = "The port on 127.0.0.1 (default: any that is free).")
    private int port;

    @Option(
            names = "--allow-changes",
            description = "Lets the pages resolve quarantined keys and release lapsed ones, each with a reason in the "
                    + "audit log.")
    private boolean allowChanges;

    @Mixin
    private AuditOptions audit = new AuditOptions();

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Lines of the logging listener or of the metrics listener (EMF), for the pages about duplicates "
                            + "and windows. Its last 8 MB are read.")
    private Optional<Path> events = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description =
                    "The most records that are looked at in a second (default: ${DEFAULT-VALUE}). DynamoDB bills them.")
    private int rate = 500;

    @Option(
            names = "--sample",
            description = "Shows a store of samples in the memory of this process instead of a store of yours.")
    private boolean sample;

    @Mixin
    private IdentityOptions identities = new IdentityOptions();

    @Mixin
    private ResultOptions results = new ResultOptions();

    ConsoleCommand(CommandContext context) {
        super(context);
    }

    @Override
    StoreOptions.OpenedStore open() {
        if (!sample) {
            return super.open();
        }
        if (allowChanges && !audit.isGiven()) {
            throw new RefusedException("--sample with --allow-changes needs --audit-log FILE, so that no change of a"
                    + " sample gets into your audit log");
        }
        return new StoreOptions.OpenedStore(
                SampleRecords.plantedAt(context.clock().instant()), () -> {});
    }

    @Override
    int run(StoreOptions.OpenedStore opened) {
        ConsoleBuilder builder = builder(opened);
        try (Console console = builder.start()) {
            out().println(console.address());
            out().flush();
            err().println(spec.qualifiedName() + ": open the address in a browser of this machine; "
                    + (allowChanges ? "changes are allowed" : "nothing can be changed") + "; Ctrl-C ends it");
            err().flush();
            new CountDownLatch(1).await();
            return DONE; // nobody counts it down: Ctrl-C ends the process
        } catch (InterruptedException e) {
            return DONE;
        } catch (IOException e) {
            err().println(spec.qualifiedName() + ": " + e.getMessage());
            return NO_ANSWER;
        }
    }

    private ConsoleBuilder builder(StoreOptions.OpenedStore opened) {
        try {
            ConsoleBuilder builder = Console.builder(
                            opened.store(), sample ? "samples" : storeOptions.shown(context), new SecureRandom())
                    .port(port)
                    .clock(context.clock(), context.waiting())
                    .pace(new Pace(1, rate, storeOptions.timeout()))
                    .identities(identities.keys(context))
                    .results(new ConsoleResults(results, context))
                    .horizons(horizons())
                    .clockSkew(ChangeOptions.CLOCK_SKEW)
                    .problems(line -> err().println(spec.qualifiedName() + ": " + line));
            results.wrapping(context); // refuses a wrong key before anything is served
            if (events.isPresent()) {
                builder.events(FiguresFile.at(events.get()));
            } else if (sample) {
                builder.events(SampleRecords::figures);
            }
            return allowChanges ? builder.allowChanges(audit.audit(context), AuditOptions.user(context)) : builder;
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--port or --rate: " + e.getMessage());
        }
    }

    private static List<SourceHorizon> horizons() {
        return Stream.of(
                        HttpSource.retryHorizon(),
                        RetryHorizon.asynchronousInvocation(),
                        S3Source.retryHorizon(),
                        EventBridgeSource.retryHorizon(),
                        DynamoDbStreamSource.retryHorizon(),
                        SqsSource.retryHorizon(),
                        SnsSource.retryHorizon(),
                        KinesisSource.retryHorizon(),
                        KafkaSource.retryHorizon())
                .distinct()
                .map(each -> new SourceHorizon(each.source(), each.longest(), each.document()))
                .toList();
    }
}

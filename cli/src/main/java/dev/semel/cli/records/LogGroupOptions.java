// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a log group, and which of its lines are read. */
final class LogGroupOptions {

    @Option(
            names = "--logs",
            paramLabel = "GROUP",
            description = "Reads this log group from CloudWatch Logs, such as /aws/lambda/charge, with the credentials "
                    + "that the AWS SDK finds.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "With --logs: how far back to begin, such as 15m or 2d, or the moment, such as "
                    + "2026-11-29T12:00:00Z (default: ${DEFAULT-VALUE}).")
    private String since = "15m";

    @Option(names = "--follow", description = "With --logs: goes on with what is written later, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--max", paramLabel = "NUMBER", description = "With --logs: the most log events that are read.")
    private Optional<Long> max = Optional.empty();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "With --logs: the address of the service, such as that of the local platform.")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--region", paramLabel = "NAME", description = "With --logs: the Region.")
    private Optional<String> region = Optional.empty();

    /** {@return whether a log group is to be read} */
    boolean isGiven() {
        return group.isPresent();
    }

    /** {@return whether an option is given that means nothing without a log group} */
    boolean areIncomplete() {
        return group.isEmpty()
                && (follow || max.isPresent() || endpoint.isPresent() || region.isPresent() || !since.equals("15m"));
    }

    boolean follows() {
        return follow;
    }

    long max() {
        long most = max.orElse(Long.MAX_VALUE);
        if (most < 1) {
            throw new RefusedException("--max must be 1 or more, is " + most);
        }
        return most;
    }

    /** {@return the moment to begin at} */
    Instant since(Instant now) {
        try {
            return since.endsWith("Z") ? Instant.parse(since) : now.minus(FilterOptions.time("--since", since));
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    "--since must be a time such as 15m or 2d, or a moment such as " + "2026-11-29T12:00:00Z");
        }
    }

    /** {@return the log group, which the caller closes} */
    LogGroup open(CommandContext context) {
        return LogGroup.open(group.orElseThrow(), endpoint, region, context);
    }
}

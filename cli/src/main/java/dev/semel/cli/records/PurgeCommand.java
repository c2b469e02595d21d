// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.jdbc.JdbcStore;
import dev.semel.operate.Pace;
import dev.semel.operate.Purger;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code semel purge}. */
@Command(
        name = "purge",
        description =
                "Deletes records that are past their time, in bounded batches. Needed where a store does not do it by "
                        + "itself: JDBC, and DynamoDB tables without TTL. Never changes what a duplicate gets.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done, or counted by --dry-run",
            "1:refused, nothing was changed",
            "2:the command line is wrong",
            "3:the store gave no answer; what was deleted stays deleted"
        })
final class PurgeCommand extends OperatorCommand {

    private static final int PAGE = 500;
    private static final int BATCH = 1000;

    /** As many idle connections as the JDK's HTTP client keeps for one host ({@code http.maxConnections}). */
    private static final int AT_ONCE = 5;

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Option(
            names = "--ended-before",
            paramLabel = "TIME",
            description = "How long ago records must have ended, at least 10s (default: ${DEFAULT-VALUE}).")
    private String endedBefore = "1h";

    @Option(
            names = "--max",
            paramLabel = "NUMBER",
            description = "Stops after the batch in which so many were deleted (default: ${DEFAULT-VALUE}).")
    private long max = 1_000_000;

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description = "The most records that are looked at, or deleted, in a second (default: ${DEFAULT-VALUE}).")
    private int rate = 500;

    PurgeCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(StoreOptions.OpenedStore opened) throws InterruptedException {
        Duration margin = FilterOptions.time("--ended-before", endedBefore);
        try {
            if (change.isDryRun()) {
                Purger.Summary counted = purger(opened).purge(margin, max, true);
                out().println(counted.ended() + " of about " + counted.examined()
                        + " records would be deleted; nothing was changed");
                return DONE;
            }
            String reason = change.reason();
            AuditFile log = change.audit(context);
            if (!change.agreed(context, err(), "purge what ended " + endedBefore + " ago?")) {
                err().println(spec.qualifiedName() + ": refused, nothing was changed: not confirmed");
                return REFUSED;
            }
            log.append(entry(reason, "BEGINS", opened));
            long deleted;
            try {
                deleted = opened.store() instanceof JdbcStore jdbc
                        ? inBatches(jdbc, margin)
                        : purger(opened).purge(margin, max, false).deleted();
            } catch (StoreException e) {
                log.append(entry(reason, "UNKNOWN", opened));
                throw e;
            }
            log.append(entry(reason, "MADE", opened).put("deleted", deleted));
            out().println(deleted + " records were deleted");
            return DONE;
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--ended-before, --max or --rate: " + e.getMessage());
        }
    }

    private Purger purger(StoreOptions.OpenedStore opened) {
        return Purger.of(
                        opened.store(),
                        context.clock(),
                        context.waiting(),
                        new Pace(PAGE, rate, storeOptions.timeout()))
                .atOnce(AT_ONCE);
    }

    /** One statement deletes a batch by the index of ends, and looks at nothing else. */
    private long inBatches(JdbcStore store, Duration margin) throws InterruptedException {
        if (margin.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("margin must be at least 10 s, is " + margin);
        }
        int batch = (int) Math.min(Math.min(BATCH, Math.max(rate, 1)), Math.max(max, 1));
        long deleted = 0;
        while (deleted < max) {
            int last = store.purge(batch, margin, new StoreCall(context.clock().instant(), storeOptions.timeout()));
            deleted += last;
            if (last < batch) {
                break;
            }
            context.waiting().await(Duration.ofMillis(Math.max(1, 1000L * batch / Math.max(rate, 1))));
        }
        return deleted;
    }

    private ObjectNode entry(String reason, String phase, StoreOptions.OpenedStore opened) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", context.clock().instant().toString())
                .put("user", AuditOptions.user(context))
                .put("verified", false)
                .put("reason", reason)
                .put("change", "purge")
                .put("store", opened.store().name())
                .put("phase", phase);
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.operate.Explanation;
import dev.semel.operate.Operator;
import dev.semel.operate.Planner;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that change something. */
final class ChangeOptions {

    static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why the change is made, for the audit log. Required unless --dry-run is given.")
    private String reason = "";

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Prints what would be changed, and changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--revision",
            paramLabel = "NUMBER",
            description =
                    "The revision that 'semel explain' showed; the change is refused for another one. Needed with "
                            + "--yes.")
    private @org.jspecify.annotations.Nullable Long revision;

    @Mixin
    private AuditOptions auditLog = new AuditOptions();

    boolean isDryRun() {
        return dryRun;
    }

    boolean isYes() {
        return yes;
    }

    String reason() {
        if (reason.isBlank()) {
            throw new RefusedException("--reason must say why the change is made, for the audit log");
        }
        return reason;
    }

    OptionalLong revision() {
        return revision == null ? OptionalLong.empty() : OptionalLong.of(revision);
    }

    AuditFile audit(CommandContext context) {
        return auditLog.audit(context);
    }

    Operator operator(StoreOptions.OpenedStore opened, Duration timeout, CommandContext context) {
        return Operator.of(
                opened.store(),
                context.clock(),
                timeout,
                Planner.of(CLOCK_SKEW),
                audit(context),
                AuditOptions.user(context));
    }

    /** {@return whether the change may go on}, which a person is asked for */
    boolean agreed(CommandContext context, PrintWriter err, String question) {
        if (yes) {
            return true;
        }
        if (!context.asking().isPossible()) {
            throw new RefusedException("there is no terminal to ask on; give --yes, and the --revision that you saw");
        }
        err.flush();
        return context.asking().agrees(question);
    }

    /** Refuses a record that is not the one that the operator saw. */
    void requireSeen(Explanation explanation) {
        long there = explanation.known().map(known -> known.revision()).orElse(-1L);
        if (revision != null && there >= 0 && revision != there) {
            throw new RefusedException("the record has revision " + there + " now, not " + revision
                    + "; explain it again, nothing was changed");
        }
        if (yes && revision == null && !dryRun) {
            throw new RefusedException(
                    "--yes needs --revision, the one that 'semel explain' showed (it is " + there + ")");
        }
    }
}

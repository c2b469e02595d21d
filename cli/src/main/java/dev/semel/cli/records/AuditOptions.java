// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the audit log. */
final class AuditOptions {

    @Option(
            names = "--audit-log",
            paramLabel = "FILE",
            description =
                    "Where each change is logged as JSON lines (default: semel/audit.jsonl in XDG_STATE_HOME, else in "
                            + "~/.local/state).")
    private Optional<Path> auditLog = Optional.empty();

    /** {@return whether the option was given} */
    boolean isGiven() {
        return auditLog.isPresent();
    }

    AuditFile audit(CommandContext context) {
        return AuditFile.at(auditLog.orElseGet(() -> {
            String home = context.variable("HOME").orElse(".");
            String state = context.variable("XDG_STATE_HOME").orElse(home + "/.local/state");
            return Path.of(state, "semel", "audit.jsonl");
        }));
    }

    static String user(CommandContext context) {
        return context.variable("SUDO_USER")
                .or(() -> context.variable("USER"))
                .or(() -> context.variable("USERNAME"))
                .orElse("unknown");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.model.Certainty;
import dev.semel.operate.Change;
import dev.semel.operate.Explanation;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code semel release}. */
@Command(
        name = "release",
        description = "Releases the claim of an attempt that crashed: only when its lease is over. The next call could "
                + "take it over in any case; a release records what you found out about the attempt.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done, or printed by --dry-run",
            "1:refused, nothing was changed",
            "2:the command line is wrong",
            "3:the store gave no answer; explain the key again"
        })
final class ReleaseCommand extends ChangeCommand {

    @Option(
            names = "--certainty",
            paramLabel = "unknown|not-executed|not-started",
            description = "What you know of the attempt (default: unknown): not-executed only if no effect took place.")
    private String certainty = "unknown";

    ReleaseCommand(CommandContext context) {
        super(context);
    }

    @Override
    Change change(Explanation seen) {
        try {
            return new Change.Release(
                    Certainty.valueOf(certainty.toUpperCase(Locale.ROOT).replace('-', '_')));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--certainty must be unknown, not-executed or not-started");
        }
    }

    @Override
    String consequence(Explanation seen) {
        return certainty.equals("unknown")
                ? "The next call executes. The outcome stays unknown, so the operation's policy decides how."
                : "The next call executes, as if the attempt had had no effect.";
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.operate.Change;
import dev.semel.operate.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code semel erase}. */
@Command(
        name = "erase",
        description = "Erases result, recovery points and texts of one key. The key stays for its window: a duplicate "
                + "is told that the result is erased, and nothing executes. Refused while a lease is live.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done, or printed by --dry-run",
            "1:refused, nothing was changed",
            "2:the command line is wrong",
            "3:the store gave no answer; explain the key again"
        })
final class EraseCommand extends ChangeCommand {

    @Option(names = "--forget", description = "Removes the key too: the next duplicate executes.")
    private boolean forget;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "How long the key of a quarantined record stays, such as 14d (default: ${DEFAULT-VALUE}).")
    private String window = "14d";

    EraseCommand(CommandContext context) {
        super(context);
    }

    @Override
    Change change(Explanation seen) {
        return forget ? new Change.Forget() : new Change.Erase(FilterOptions.positiveTime("--window", window));
    }

    @Override
    String consequence(Explanation seen) {
        if (forget) {
            return "The next duplicate EXECUTES: nothing will be known of this key any more.";
        }
        return switch (seen.situation()) {
            case EXPIRED -> "The record is past its time and is deleted. A duplicate executes in any case.";
            case LAPSED, RELEASED, QUARANTINED ->
                "The operation has not completed, and will NOT execute while the key stays: a duplicate gets"
                        + " ResultUnavailable.";
            case ABSENT, IN_PROGRESS, COMPLETED, FINALLY_FAILED, RESULT_MISSING, ERASED, FOREIGN, UNREADABLE ->
                "A duplicate gets ResultUnavailable, and nothing executes.";
        };
    }
}

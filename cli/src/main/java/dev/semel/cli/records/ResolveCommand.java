// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.Wrapping;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.operate.Change;
import dev.semel.operate.Explanation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code semel resolve}. */
@Command(
        name = "resolve",
        description = "Ends a quarantine: with the result, if the effects happened, or with the permission to execute.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done, or printed by --dry-run",
            "1:refused, nothing was changed",
            "2:the command line is wrong",
            "3:the store gave no answer; explain the key again"
        })
final class ResolveCommand extends ChangeCommand {

    @Mixin
    private GivenResult given = new GivenResult();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Option(names = "--execute", description = "It did not happen: the next call executes.")
    private boolean execute;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "How long the result is replayed, or the permission kept, such as 24h (default: "
                    + "${DEFAULT-VALUE}). Not shorter than the operation's own window.")
    private String window = "14d";

    ResolveCommand(CommandContext context) {
        super(context);
    }

    @Override
    Change change(Explanation seen) {
        if (execute == given.isGiven()) {
            throw new RefusedException("give either --execute, or a result by --result-file or --no-value");
        }
        Duration time = FilterOptions.positiveTime("--window", window);
        return execute
                ? new Change.ResolveToExecute(time)
                : new Change.ResolveWithResult(new StoredResult.Success(wrapped(given.encoded(), seen)), time);
    }

    private @Nullable Blob wrapped(@Nullable Blob encoded, Explanation seen) {
        Optional<Wrapping> wrapping = results.wrapping(context);
        if (encoded == null || wrapping.isEmpty()) {
            return encoded;
        }
        IdempotencyKey stored = seen.name()
                .stored()
                .orElseThrow(() -> new RefusedException(
                        "an encrypted result is bound to its key: give --operation, --tenant and the key, not the"
                                + " record id"));
        return wrapping.get().wrap(encoded, RecordContext.of(stored, new RecordPart.Result()));
    }

    @Override
    String consequence(Explanation seen) {
        return execute
                ? "The next call EXECUTES, as if no attempt had had an effect."
                : "Every duplicate gets the result that you give" + given.checked() + ", and nothing executes.";
    }
}

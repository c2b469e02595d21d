// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.operate.Explanation;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.RecordWalk;
import dev.semel.operate.RecordsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code semel records list}. It changes nothing. */
@Command(
        name = "list",
        description =
                "Lists records by operation, tenant, state and age, page by page, at a bounded rate. Changes nothing.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "3:the store gave no answer"})
final class ListCommand extends OperatorCommand {

    private static final int PAGE = 100;

    @Mixin
    private FilterOptions filters = new FilterOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "Only records in these states: in-progress, lapsed, released, quarantined, completed, "
                    + "finally-failed, result-missing, erased, expired, foreign, unreadable.")
    private List<String> states = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "Stops after the page with so many records (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(
            names = "--cursor",
            paramLabel = "TEXT",
            description = "Continues a list: the cursor that it printed at its end.")
    private String cursor = "";

    ListCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(StoreOptions.OpenedStore opened) throws InterruptedException {
        if (limit < 1) {
            throw new RefusedException("--limit must be at least 1, is " + limit);
        }
        RecordFilter filter = filters.filter(FilterOptions.situations(states));
        RecordWalk walk = RecordWalk.of(
                opened.store(),
                context.clock(),
                context.waiting(),
                filters.pace(Math.min(limit, PAGE), storeOptions.timeout()));
        if (!output.isJson()) {
            out().println(RecordsTable.HEADER);
        }
        long[] shown = {0};
        RecordWalk.Summary summary = walked(walk, filter, found -> {
            print(found);
            return ++shown[0] < limit;
        });
        out().flush();
        err().println(summary.matched() + " of about " + summary.examined() + " records that were looked at"
                + (summary.cursor().isEmpty() ? "" : "; more follow: --cursor '" + summary.cursor() + "'"));
        return DONE;
    }

    private RecordWalk.Summary walked(RecordWalk walk, RecordFilter filter, RecordWalk.Visitor visitor)
            throws InterruptedException {
        try {
            return walk.walk(filter, cursor, visitor);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--cursor: " + e.getMessage());
        }
    }

    private void print(Explanation found) {
        if (output.isJson()) {
            out().println(ExplanationJson.of(found, List.of(), Optional.empty()));
        } else {
            out().println(RecordsTable.row(found));
        }
    }
}

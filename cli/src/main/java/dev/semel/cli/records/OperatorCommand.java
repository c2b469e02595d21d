// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.store.StoreException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The shared frame of the commands: opens the store, and tells refusals and failures in one line. */
abstract class OperatorCommand implements Callable<Integer> {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int WRONG = 2;
    static final int NO_ANSWER = 3;

    final CommandContext context;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    StoreOptions storeOptions = new StoreOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    OperatorCommand(CommandContext context) {
        this.context = context;
    }

    /** Runs over the open store, and returns the exit status. */
    abstract int run(StoreOptions.OpenedStore opened) throws InterruptedException;

    /** {@return the open store} */
    StoreOptions.OpenedStore open() {
        return storeOptions.open(context);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    @Override
    public Integer call() throws InterruptedException {
        try (StoreOptions.OpenedStore opened = open()) {
            return run(opened);
        } catch (RefusedException e) {
            return failed(e, WRONG);
        } catch (StoreException | AuditException e) {
            return failed(e, NO_ANSWER);
        }
    }

    private int failed(RuntimeException e, int status) {
        out().flush();
        err().println(spec.qualifiedName() + ": " + e.getMessage());
        return status;
    }
}

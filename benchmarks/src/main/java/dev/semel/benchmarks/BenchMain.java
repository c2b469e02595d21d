// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks;

import dev.semel.benchmarks.operate.OperateCommand;
import dev.semel.benchmarks.stores.StoresCommand;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The {@code semel bench} command. Its standard output is data; all else goes to standard error. */
public final class BenchMain {

    private BenchMain() {}

    /** Runs one command, and ends the process with its exit status. */
    public static void main(String[] args) {
        PrintStream data = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // DynamoDB Local prints its configuration
        PrintWriter out = new PrintWriter(data, true, data.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(out, err, args));
    }

    /** Runs one command, and returns its exit status: 2 when the command line is wrong, else the command's own. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .addSubcommand(new AllCommand())
                .addSubcommand(new ScaleCommand())
                .addSubcommand(new MicroCommand())
                .addSubcommand(new StoresCommand())
                .addSubcommand(new OperateCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(BenchMain::refuse)
                .execute(args);
    }

    private static int refuse(ParameterException wrong, String[] args) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(command.qualifiedName() + ": " + wrong.getMessage());
        err.println("Try '" + command.qualifiedName() + " --help'.");
        return command.exitCodeOnInvalidInput();
    }
}

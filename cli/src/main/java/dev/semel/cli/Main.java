// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import dev.semel.cli.advise.AdviseCommand;
import dev.semel.cli.demo.DemoCommand;
import dev.semel.cli.doctor.DoctorCommand;
import dev.semel.cli.lab.LabCommand;
import dev.semel.cli.prove.ProveCommand;
import dev.semel.cli.records.OperateCommands;
import dev.semel.cli.template.TemplateCommand;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code semel} command. Its standard output is data; all else goes to standard error. */
@Command(
        name = "semel",
        description = "Makes handlers safe against duplicate deliveries, and proves it.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = BuildVersion.class)
public final class Main implements Runnable {

    private static final int NO_ANSWER = 3;

    /** The character for bytes of an argument that the JVM could not decode. */
    private static final char UNREADABLE = '\ufffd';

    /** Never the status of a command, and never that of the process. */
    private static final int NO_OUTPUT = -1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the versions of Semel and Java, and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean version;

    private Main() {}

    /**
     * Runs one command, and ends the process with its exit status.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("console")) {
            boundHttpServer();
        }
        PrintWriter out = DataOutput.standard(System.out.charset());
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // DynamoDB Local prints its configuration
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        int status = run(out, err, args);
        System.exit(status); // what is left, such as threads of crashed deliveries, ends here
    }

    /**
     * Sets the bounds that the JDK's server reads from system properties when it is loaded: seconds for a request and
     * for an answer, the number of headers, and of connections.
     */
    private static void boundHttpServer() {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "120");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
        System.setProperty("jdk.httpserver.maxConnections", "64");
    }

    /**
     * Runs one command, and returns its exit status: 2 when the command line is wrong, 3 when the output could not be
     * written, else the command's own.
     */
    static int run(PrintWriter out, PrintWriter messages, String... args) {
        PrintWriter err = new PrintWriter(new PrintableWriter(messages), true);
        if (String.join("", args).indexOf(UNREADABLE) >= 0) {
            err.println("semel: an argument has characters that this locale (" + System.getProperty("sun.jnu.encoding")
                    + ") cannot hold, so a key would be another one; run it again with LC_ALL=C.UTF-8");
            return CommandLine.ExitCode.USAGE;
        }
        CommandLine commands = OperateCommands.addTo(commands(), System.getenv())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::refuse)
                .setExecutionStrategy(Main::executed)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof DataOutput.FailedException) {
                        return NO_OUTPUT;
                    }
                    throw failure;
                });
        int status = commands.execute(args);
        if (status == NO_OUTPUT || isBroken(out)) {
            err.println("semel: the output could not be written");
            err.flush();
            return NO_ANSWER;
        }
        return status;
    }

    private static int executed(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (DataOutput.FailedException e) { // of the help text
            return NO_OUTPUT;
        }
    }

    /** Flushes, which is the only way to learn that a disk is full or a pipe closed. */
    private static boolean isBroken(PrintWriter out) {
        try {
            return out.checkError();
        } catch (DataOutput.FailedException e) {
            return true;
        }
    }

    private static CommandLine commands() {
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(System.getenv()))
                .addSubcommand(new ProveCommand())
                .addSubcommand(TemplateCommand.line())
                .addSubcommand(new DoctorCommand(InstantSource.system()))
                .addSubcommand(new AdviseCommand())
                .addSubcommand(LabCommand.of(System.getenv()));
    }

    private static int refuse(ParameterException wrong, String[] args) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(command.qualifiedName() + ": " + wrong.getMessage());
        err.println("Try '" + command.qualifiedName() + " --help'.");
        return command.exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Command lines of operators, run under a manual clock that waiting moves. */
final class CommandLines {

    private final CommandContext context;
    private boolean terminal;
    private Runnable meanwhile = () -> {};
    private ByteArrayInputStream input = new ByteArrayInputStream(new byte[0]);

    CommandLines(Map<String, String> environment, SteppedClock clock) {
        this.context = new CommandContext(
                environment,
                clock,
                clock::advance,
                new Asking() {
                    @Override
                    public boolean isPossible() {
                        return terminal;
                    }

                    @Override
                    public boolean agrees(String asked) {
                        meanwhile.run();
                        return true;
                    }
                },
                () -> input);
    }

    /** Puts a person in front of the terminal, who says yes after something happened meanwhile. */
    void answerYesAfter(Runnable event) {
        terminal = true;
        meanwhile = event;
    }

    /** Gives the text that the next command reads. */
    void input(String text) {
        input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The end of a command. */
    record Ran(int status, String out, String err) {}

    Ran run(String... arguments) {
        return runPrinting(printed -> {}, arguments);
    }

    /** Runs a command that goes on, and hands over what it has printed whenever it flushes. */
    Ran runPrinting(Consumer<String> printed, String... arguments) {
        StringWriter out = new StringWriter() {
            @Override
            public void flush() {
                printed.accept(toString());
            }
        };
        StringWriter err = new StringWriter();
        int status = OperateCommands.addTo(new CommandLine(new Root()), context)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    @Command(name = "semel")
    private static final class Root {}
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every benchmark command: the folder of its files, and help. */
public final class CommonOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the files go. Default: benchmarks/target/bench.")
    private Path out = Path.of("benchmarks", "target", "bench");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /** Made by the commands. */
    public CommonOptions() {}

    /** {@return the folder, which is there; the command line is refused if it cannot be made} */
    public Path folder() {
        try {
            Path folder = Files.createDirectories(out);
            Files.delete(Files.createTempFile(folder, "semel", ".tmp")); // better now than after the run
            return folder;
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--out: cannot create the folder or a file in it: " + out + ": give one that can be written to",
                    e);
        }
    }

    /** Refuses a number out of its range. */
    public void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(), option + " must be from " + least + " to " + most + ", is " + value);
        }
    }
}

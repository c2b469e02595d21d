// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import dev.semel.jdbc.Dialect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semel template schema}. Prints the statements that create the tables of the JDBC store. */
@Command(
        name = "schema",
        description = "Prints the statements that create the tables of the JDBC store.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:the statements were printed", "2:the command line is wrong"})
public final class SchemaCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--dialect",
            required = true,
            paramLabel = "NAME",
            description = "The database: postgresql, mariadb, sqlite or h2.")
    private String dialect = "";

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "The table of records (default: ${DEFAULT-VALUE}). The outbox gets that name with _outbox.")
    private String table = "semel_record";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /** Makes the command. */
    public SchemaCommand() {}

    @Override
    public void run() {
        try {
            spec.commandLine().getOut().print(Dialect.named(dialect).schema(table));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The form of the output. */
final class OutputOptions {

    /** The forms. */
    enum Form {
        TABLE,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "The form of the output (default: ${DEFAULT-VALUE}). json: one object a line.")
    private Form form = Form.TABLE;

    boolean isJson() {
        return form == Form.JSON;
    }

    /** Prints a line whose first word is emphasised on a terminal, unless NO_COLOR is set. */
    static void headline(PrintWriter out, String line) {
        int colon = line.indexOf(':');
        String word = line.substring(0, colon);
        out.println(Ansi.AUTO.string("@|bold " + word + "|@") + line.substring(colon)); // the word is ours
    }
}

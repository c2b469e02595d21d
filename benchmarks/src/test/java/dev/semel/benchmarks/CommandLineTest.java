// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--delay 0,-1 | semel bench: --delay must be from 0 to 1000, is -1",
                "--delay 2000 | semel bench: --delay must be from 0 to 1000, is 2000",
                "--delay soon | semel bench: Invalid value for option '--delay' (MS): 'soon' is not an int",
                "--rounds 0 | semel bench: --rounds must be from 1 to 100000, is 0",
                "--paths first,last | semel bench: Invalid value for option '--paths' (PATH): expected one of",
                "--out pom.xml | semel bench: --out: cannot create the folder or a file in it: pom.xml: give one that can be written to",
                "--slow | semel bench: Unknown option: '--slow'",
                "cold --rounds -1 | semel bench cold: --rounds must be from 0 to 1000, is -1",
                "cold --out pom.xml | semel bench cold: --out: cannot create the folder or a file in it: pom.xml",
                "stores --rounds 0 | semel bench stores: --rounds must be from 1 to 100000, is 0",
                "stores --delay 2000 | semel bench stores: --delay must be from 0 to 1000, is 2000",
                "micro --iterations 0 | semel bench micro: --iterations must be from 2 to 1000, is 0",
                "scale --records 10,5 | semel bench scale: --records must grow, from 1 to at most 10000000, is [10, 5]",
            })
    void whatIsWrongIsSaidBeforeAnythingRuns(String arguments, String message) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = BenchMain.run(new PrintWriter(out), new PrintWriter(err), arguments.split(" "));
        assertThat(err.toString())
                .startsWith(message)
                .contains("Try '" + message.substring(0, message.indexOf(':')) + " --help'.");
        assertThat(out.toString()).isEmpty();
        assertThat(status).isEqualTo(2);
    }
}

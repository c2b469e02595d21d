// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of {@code docs/reference/costs.md}. */
final class CostsPage {

    private static final Path PAGE = Path.of("../../docs/reference/costs.md");
    private static final String NO_SUCH_PATH = "–";

    private CostsPage() {}

    /** {@return the rows of the first table under a heading, without its head} */
    static List<List<String>> table(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** {@return a row with the charges of two stores; null if the second has no such path} */
    static List<String> row(String path, Units ours, @Nullable Units peers) {
        return List.of(
                path,
                Long.toString(ours.writes()),
                Long.toString(ours.reads()),
                peers == null ? NO_SUCH_PATH : Long.toString(peers.writes()));
    }

    /** {@return a row that also contains the reads of older releases of the peer} */
    static List<String> row(String path, String result, Units ours, Units peers, Units reads) {
        return List.of(
                path,
                result,
                Long.toString(ours.writes()),
                Long.toString(ours.reads()),
                Long.toString(peers.writes()),
                Long.toString(reads.reads()));
    }
}

// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a table of transitions: a line for each record, request and outcome, with the moments at which it comes out so.
 */
final class TransitionTable {

    private TransitionTable() {}

    /**
     * One line.
     *
     * @param record names the record
     * @param request names the request
     * @param at the moments, in milliseconds since the origin
     * @param verdict the expected verdict
     * @param next the expected record afterwards
     */
    record Line(String record, String request, List<Long> at, String verdict, String next) {}

    static List<Line> read(String name) {
        List<Line> lines = new ArrayList<>();
        for (String line : text(name).split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            List<Long> at = Arrays.stream(cells.get(2).split(" ", -1))
                    .map(Long::valueOf)
                    .toList();
            lines.add(new Line(cells.get(0), cells.get(1), at, cells.get(3), cells.get(4)));
        }
        return lines;
    }

    /** The pairs of record and request that the table has. */
    static Set<String> pairs(List<Line> lines) {
        Set<String> pairs = new HashSet<>();
        lines.forEach(line -> pairs.add(line.record() + " | " + line.request()));
        return pairs;
    }

    /** All pairs of "nothing", the records of {@link Cases}, and these requests. */
    static Set<String> allPairs(Set<String> requests) {
        Set<String> pairs = new HashSet<>();
        for (String request : requests) {
            pairs.add("nothing | " + request);
            Cases.records().keySet().forEach(record -> pairs.add(record + " | " + request));
        }
        return pairs;
    }

    static String text(String name) {
        try (InputStream in = TransitionTable.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

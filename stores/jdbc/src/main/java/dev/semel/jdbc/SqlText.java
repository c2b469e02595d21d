// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement as it stands in its file: comments are left out, {@code :name} is a parameter, and <code>{ separator|text
 * }</code> is repeated for each row. Immutable.
 */
final class SqlText {

    /** A part of a statement. */
    private sealed interface Part {
        record Plain(String text) implements Part {}

        record Parameter(String name) implements Part {}

        record Repeated(String separator, List<Part> parts) implements Part {}
    }

    /**
     * A statement for a number of rows, and its parameters in their order.
     *
     * @param sql the text with question marks
     * @param names the names of the parameters
     * @param rows for each parameter the index of its row; -1 outside the repeated part
     */
    record Expanded(String sql, List<String> names, List<Integer> rows) {}

    private final List<Part> parts;

    private SqlText(List<Part> parts) {
        this.parts = parts;
    }

    static SqlText parse(String file) {
        StringBuilder text = new StringBuilder();
        file.lines()
                .map(line -> line.contains("--") ? line.substring(0, line.indexOf("--")) : line)
                .filter(line -> !line.isBlank())
                .forEach(line -> text.append(line.stripTrailing()).append('\n'));
        return new SqlText(parts(text.toString().strip()));
    }

    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        int plain = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ':' && Character.isLetter(text.charAt(at + 1))) {
                int end = at + 1;
                while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
                    end++;
                }
                parts.add(new Part.Plain(text.substring(plain, at)));
                parts.add(new Part.Parameter(text.substring(at + 1, end)));
                at = end;
                plain = at;
            } else if (c == '{') {
                int end = text.indexOf('}', at);
                int bar = text.indexOf('|', at);
                parts.add(new Part.Plain(text.substring(plain, at)));
                parts.add(new Part.Repeated(text.substring(at + 1, bar), parts(text.substring(bar + 1, end))));
                at = end + 1;
                plain = at;
            } else {
                at++;
            }
        }
        parts.add(new Part.Plain(text.substring(plain)));
        return List.copyOf(parts);
    }

    /** {@return the statement for {@code count} rows} */
    Expanded expand(int count) {
        StringBuilder sql = new StringBuilder();
        List<String> names = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        append(parts, count, -1, sql, names, rows);
        return new Expanded(sql.toString(), List.copyOf(names), List.copyOf(rows));
    }

    private static void append(
            List<Part> parts, int count, int row, StringBuilder sql, List<String> names, List<Integer> rows) {
        for (Part part : parts) {
            switch (part) {
                case Part.Plain plain -> sql.append(plain.text());
                case Part.Parameter parameter -> {
                    sql.append('?');
                    names.add(parameter.name());
                    rows.add(row);
                }
                case Part.Repeated repeated -> {
                    for (int i = 0; i < count; i++) {
                        sql.append(i == 0 ? "" : repeated.separator());
                        append(repeated.parts(), count, i, sql, names, rows);
                    }
                }
            }
        }
    }
}

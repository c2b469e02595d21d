// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.PrintableText;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The statements of one dialect and table, each parsed once. Thread-safe. */
final class SqlTexts {

    private static final Pattern TABLE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,47}");

    private final Dialect dialect;
    private final String table;
    private final Map<String, SqlText> texts = new ConcurrentHashMap<>();

    private SqlTexts(Dialect dialect, String table) {
        this.dialect = dialect;
        this.table = table;
    }

    /**
     * {@return the statements for a table}
     *
     * @throws IllegalArgumentException if the name is not plain: it becomes part of every statement
     */
    static SqlTexts of(Dialect dialect, String table) {
        if (!TABLE.matcher(Objects.requireNonNull(table, "table")).matches()) {
            throw new IllegalArgumentException(
                    "table must be a plain name of at most 48 letters, digits and underscores, "
                            + "with a schema before it or not, is '" + PrintableText.name(table) + "'");
        }
        return new SqlTexts(Objects.requireNonNull(dialect, "dialect"), table);
    }

    Dialect dialect() {
        return dialect;
    }

    String table() {
        return table;
    }

    /** {@return the statement in {@code name.sql}} */
    SqlText text(String name) {
        return texts.computeIfAbsent(name, file -> SqlText.parse(filled(file)));
    }

    /** {@return the whole file of the schema, comments included} */
    String schema() {
        return filled("schema");
    }

    private String filled(String name) {
        return dialect.read(name + ".sql")
                .replace("${now}", dialect.now)
                .replace("${table}", table)
                .replace("${name}", table.substring(table.indexOf('.') + 1));
    }
}

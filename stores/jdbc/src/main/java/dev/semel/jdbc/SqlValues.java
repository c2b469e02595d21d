// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Blob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The named values of one statement or row. */
final class SqlValues {

    /** A value with its kind, which a null needs too. */
    private sealed interface Value {
        record Text(@Nullable String text) implements Value {}

        record WholeNumber(@Nullable Long number) implements Value {}

        record Bytes(@Nullable Blob bytes) implements Value {}
    }

    private final Map<String, Value> values = new HashMap<>();

    SqlValues text(String name, @Nullable String text) {
        values.put(name, new Value.Text(text));
        return this;
    }

    SqlValues number(String name, @Nullable Long number) {
        values.put(name, new Value.WholeNumber(number));
        return this;
    }

    SqlValues bytes(String name, @Nullable Blob bytes) {
        values.put(name, new Value.Bytes(bytes));
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** {@return the text of a name; null if it is null or no text} */
    @Nullable
    String textOf(String name) {
        return values.get(name) instanceof Value.Text text ? text.text() : null;
    }

    /** Sets one parameter of a statement. */
    void bind(PreparedStatement statement, int index, String name) throws SQLException {
        Value value = values.get(name);
        switch (value) {
            case null -> throw new IllegalStateException("No value for the parameter " + name);
            case Value.Text text -> {
                if (text.text() == null) {
                    statement.setNull(index, Types.VARCHAR);
                } else {
                    statement.setString(index, text.text());
                }
            }
            case Value.WholeNumber number -> {
                if (number.number() == null) {
                    statement.setNull(index, Types.BIGINT);
                } else {
                    statement.setLong(index, number.number());
                }
            }
            case Value.Bytes bytes -> {
                if (bytes.bytes() == null) {
                    statement.setNull(index, Types.BINARY);
                } else {
                    statement.setBytes(index, bytes.bytes().toByteArray());
                }
            }
        }
    }
}

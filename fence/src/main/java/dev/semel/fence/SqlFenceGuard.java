// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.fence;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A guard of a row against the write of a stale attempt. A column of the row keeps the largest fencing token that wrote
 * it, and a write with a smaller token finds no row. The same attempt may write repeatedly. The guard protects a row
 * only if every writer uses it. A deleted row loses its token, so mark it as deleted instead.
 *
 * <pre>{@code
 * SqlFenceGuard guard = SqlFenceGuard.of(execution.fencingToken());
 * PreparedStatement update = connection.prepareStatement(
 *     "UPDATE orders SET paid = ?, " + guard.assignment() + " WHERE id = ? AND " + guard.predicate());
 * update.setLong(1, paid);
 * update.setLong(2, guard.token());   // the ? of the assignment
 * update.setString(3, id);
 * update.setLong(4, guard.token());   // the ? of the predicate
 * if (update.executeUpdate() == 0) { ... }   // stale, or there is no such row
 * }</pre>
 *
 * <p>Comparison and assignment must be in one statement, as here, or in one transaction that has locked the row. The
 * column holds 64-bit integers, and null in rows that no attempt has written. Plain SQL; tested with PostgreSQL.
 *
 * @param token the fencing token of the attempt, from its execution; not negative
 * @param column the name of the column, a plain identifier: at most 63 letters, digits and underscores of ASCII, not
 *     beginning with a digit. It is put into statements unchanged
 */
public record SqlFenceGuard(long token, String column) {

    /** The default name of the column that keeps the token. */
    public static final String COLUMN = "semel_fence";

    /** 63 is PostgreSQL's limit ("Lexical Structure" of its manual), the shortest of the usual databases. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    /** Validates both. */
    public SqlFenceGuard {
        if (token < 0) {
            throw new IllegalArgumentException("token must not be negative, is " + token);
        }
        requireIdentifier("column", column);
    }

    /**
     * {@return the guard of an attempt, with the column {@link #COLUMN}}
     *
     * @param fencingToken the fencing token of the attempt, from its execution
     */
    public static SqlFenceGuard of(long fencingToken) {
        return new SqlFenceGuard(fencingToken, COLUMN);
    }

    /**
     * {@return as {@link #of(long)}, with another column, such as one for each operation that writes the row}
     *
     * @param fencingToken the fencing token of the attempt, from its execution
     * @param column the name of the column
     */
    public static SqlFenceGuard of(long fencingToken, String column) {
        return new SqlFenceGuard(fencingToken, column);
    }

    /**
     * {@return the condition, in parentheses: no token is stored, or none that is larger} Its one parameter is {@link
     * #token()}.
     */
    public String predicate() {
        return "(" + column + " IS NULL OR " + column + " <= ?)";
    }

    /**
     * {@return as {@link #predicate()}, with the column of a table or alias} Use it where the bare name would be
     * ambiguous, as in PostgreSQL's {@code INSERT ... ON CONFLICT ... DO UPDATE ... WHERE}.
     *
     * @param table a plain identifier, as the column is
     */
    public String predicateOn(String table) {
        requireIdentifier("table", table);
        String qualified = table + "." + column;
        return "(" + qualified + " IS NULL OR " + qualified + " <= ?)";
    }

    /** {@return the assignment, for a SET clause, that stores the token} Its one parameter is {@link #token()}. */
    public String assignment() {
        return column + " = ?";
    }

    private static void requireIdentifier(String what, String name) {
        if (!IDENTIFIER.matcher(Objects.requireNonNull(name, what)).matches()) {
            throw new IllegalArgumentException(what + " must be a plain SQL identifier: 1 to 63 letters, digits and"
                    + " underscores of ASCII, with no digit first");
        }
    }
}
